// A tiny style sheet parser, enough for themes.
export interface Decl {
	prop: string;
	value: string;
	important?: boolean;
}

export interface RuleNode {
	selectors: string[];
	decls: Decl[];
}

export class CssSyntaxError extends Error {
	constructor(
		message: string,
		readonly offset: number,
	) {
		super(`${message} at ${offset}`);
	}
}

function isWs(ch: string): boolean {
	return ch === ' ' || ch === '\n' || ch === '\t' || ch === '\r';
}

export function stripCssComments(css: string): string {
	let out = '';
	let i = 0;
	while (i < css.length) {
		if (css[i] === '/' && css[i + 1] === '*') {
			const end = css.indexOf('*' + '/', i + 2);
			if (end < 0) throw new CssSyntaxError('comment without an end', i);
			i = end + 2;
		} else {
			out += css[i++];
		}
	}
	return out;
}

export class Scanner {
	private i = 0;
	constructor(private readonly src: string) {}

	get eof() {
		return this.i >= this.src.length;
	}

	skipWs() {
		while (!this.eof && isWs(this.src[this.i])) this.i++;
	}

	until(stop: string): string {
		const at = this.src.indexOf(stop, this.i);
		if (at < 0) throw new CssSyntaxError(`missing "${stop}"`, this.i);
		const part = this.src.slice(this.i, at);
		this.i = at + stop.length;
		return part;
	}

	lookahead(n = 1) {
		return this.src.substr(this.i, n);
	}
}

export function parseSheet(css: string): RuleNode[] {
	const sc = new Scanner(stripCssComments(css));
	const rules: RuleNode[] = [];
	sc.skipWs();
	while (!sc.eof) {
		const selectors = sc.until('{').split(',').map((s) => s.trim());
		const decls = sc
			.until('}')
			.split(';')
			.map((d) => parseDecl(d))
			.filter((d): d is Decl => d !== undefined);
		rules.push({ selectors, decls });
		sc.skipWs();
	}
	return rules;
}

export function parseDecl(raw: string): Decl | undefined {
	const colon = raw.indexOf(':');
	if (colon < 0) return undefined;
	let value = raw.slice(colon + 1).trim();
	const important = value.endsWith('!important');
	if (important) value = value.slice(0, -10).trim();
	return { prop: raw.slice(0, colon).trim().toLowerCase(), value, important };
}

export function specificity(selector: string): [number, number, number] {
	const ids = selector.match(/#[\w-]+/g)?.length ?? 0;
	const classes = selector.match(/\.[\w-]+|\[[^\]]+\]|:(?!:)[\w-]+/g)?.length ?? 0;
	const tags = selector.match(/(^|[\s>+~])[a-z][\w-]*/gi)?.length ?? 0;
	return [ids, classes, tags];
}

export const compareSpecificity = (a: string, b: string): number => {
	const [x, y] = [specificity(a), specificity(b)];
	for (let i = 0; i < 3; i++) if (x[i] !== y[i]) return x[i] - y[i];
	return 0;
};

export function minify(rules: RuleNode[]): string {
	return rules
		.map((r) => `${r.selectors.join(',')}{${r.decls.map((d) => `${d.prop}:${d.value}${d.important ? '!important' : ''}`).join(';')}}`)
		.join('');
}

export function hexToRgba(hex: string, alpha = 1): string {
	const m = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
	if (!m) throw new TypeError(`${hex} is no colour`);
	const [r, g, b] = m.slice(1).map((h) => parseInt(h, 16));
	return `rgba(${r},${g},${b},${alpha})`;
}

export function pxToRem(px: number, root: number = 16) {
	return `${+(px / root).toFixed(4)}rem`;
}

export function resolveVars(decls: Decl[], vars: Record<string, string>, depth = 0): Decl[] {
	if (depth > 10) throw new CssSyntaxError('variables go round in circles', 0);
	return decls.map((d) => {
		const value = d.value.replace(/var\((--[\w-]+)\)/g, (all, name) => vars[name] ?? all);
		return { ...d, value };
	});
}
