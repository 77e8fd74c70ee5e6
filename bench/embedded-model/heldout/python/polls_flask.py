from datetime import datetime, timezone
from secrets import token_urlsafe

from flask import Blueprint, abort, current_app, g, jsonify, request
from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, func, select
from sqlalchemy.orm import Session, relationship

from .db import Base

bp = Blueprint("polls", __name__, url_prefix="/polls")


def utcnow():
    return datetime.now(timezone.utc)


class Poll(Base):
    __tablename__ = "polls"
    id = Column(Integer, primary_key=True)
    question = Column(String(300), nullable=False)
    token = Column(String(32), unique=True)
    closes_at = Column(DateTime(timezone=True))
    ballots = relationship("Ballot", back_populates="poll")

    def __init__(self, question, closes_at=None):
        self.question = question
        self.closes_at = closes_at
        self.token = token_urlsafe(12)

    def is_open(self, now=None):
        return self.closes_at is None or (now or utcnow()) < self.closes_at

    def tally(self, session: Session) -> dict[str, int]:
        stmt = select(Ballot.choice, func.count()).where(Ballot.poll_id == self.id).group_by(Ballot.choice)
        return {choice: n for choice, n in session.execute(stmt)}

    def leading_choice(self, session: Session) -> str | None:
        counts = self.tally(session)
        if not counts:
            return None
        return max(counts, key=counts.get)

    def to_json(self):
        return {"question": self.question, "token": self.token, "open": self.is_open()}


class Ballot(Base):
    __tablename__ = "ballots"
    id = Column(Integer, primary_key=True)
    poll_id = Column(ForeignKey("polls.id"))
    voter = Column(String(80))
    choice = Column(String(80))
    poll = relationship("Poll", back_populates="ballots")

    def change_mind(self, choice: str) -> None:
        if not self.poll.is_open():
            raise PollClosed(self.poll.token)
        self.choice = choice


class PollClosed(Exception):
    pass


@bp.before_request
def attach_session():
    g.session = current_app.session_factory()


@bp.teardown_request
def close_session(exc):
    session = g.pop("session", None)
    if session is not None:
        if exc is not None:
            session.rollback()
        session.close()


@bp.errorhandler(PollClosed)
def handle_closed(err):
    return jsonify(error=f"poll {err} is closed"), 409


@bp.post("/")
def create_poll():
    payload = request.get_json(silent=True) or {}
    question = (payload.get("question") or "").strip()
    if not question:
        abort(422)
    poll = Poll(question, payload.get("closes_at"))
    g.session.add(poll)
    g.session.commit()
    return jsonify(poll.to_json()), 201


@bp.get("/<token>")
def show_poll(token):
    return jsonify(poll_or_404(token).to_json())


def poll_or_404(token: str) -> Poll:
    poll = g.session.scalar(select(Poll).where(Poll.token == token))
    if poll is None:
        abort(404)
    return poll


@bp.put("/<token>/ballot")
def cast_ballot(token):
    poll = poll_or_404(token)
    if not poll.is_open():
        raise PollClosed(token)
    voter = voter_id()
    ballot = g.session.scalar(select(Ballot).where(Ballot.poll == poll, Ballot.voter == voter))
    if ballot is None:
        ballot = Ballot(poll=poll, voter=voter)
        g.session.add(ballot)
    ballot.change_mind(request.json["choice"])
    g.session.commit()
    return "", 204


def voter_id() -> str:
    return request.cookies.get("voter") or request.remote_addr or "anonymous"


def cors_headers(response, origins=("*",)):
    origin = request.headers.get("Origin")
    if "*" in origins or origin in origins:
        response.headers["Access-Control-Allow-Origin"] = origin or "*"
        response.headers["Vary"] = "Origin"
    return response


def expire_polls(session: Session, batch_size: int = 100, dry_run: bool = False) -> int:
    stale = session.scalars(select(Poll).where(Poll.closes_at < utcnow()).limit(batch_size)).all()
    if not dry_run:
        for poll in stale:
            session.delete(poll)
        session.commit()
    return len(stale)
