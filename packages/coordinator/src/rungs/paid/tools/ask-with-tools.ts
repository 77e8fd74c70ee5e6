import type { PaidAnswer, PaidOptions, PaidRequest } from '../paid-call.ts';
import { ToolLoop } from './tool-loop.ts';
import { historyRoom, LEAST_HISTORY, offerTokens, withinOffer } from './tool-room.ts';
import type { ToolModel, ToolUse } from './tool-use.ts';

/**
 * Asks a model that may use tools, again and again with what they told, until it answers or a limit is reached: then it is asked
 * once more, without tools. Usage, cost and times of the answer are those of all requests together. Where nobody takes tools, or
 * there is no room for what they tell, it is asked without them.
 *
 * @throws HanzoError; `details.costMicros` tells what all requests were charged with
 */
export async function askWithTools(
  model: ToolModel,
  request: PaidRequest,
  options: PaidOptions,
  use: ToolUse,
): Promise<PaidAnswer> {
  const images = (request.images?.length ?? 0) > 0;
  const card = model.cardFor({ images, tools: true });
  const plain = model.cardFor({ images, tools: false });
  if (card === undefined) {
    if (plain !== undefined) model.tellOfTools(options.taskId, `${plain.name} takes no tools: asking it without`);
    return await model.ask(request, options);
  }
  if (plain !== undefined && plain.name !== card.name)
    model.tellOfTools(options.taskId, `${plain.name} takes no tools: asking ${card.name}, as the chain says`);
  const offer = use.caller.offer({ about: use.about, roomTokens: offerTokens(card) });
  const tools = withinOffer(offer, card);
  if (tools.length === 0) return await model.ask(request, options);
  const offering = { ...request, tools };
  if (historyRoom(offering, card, use.limits) < LEAST_HISTORY) {
    const why = `the prompt leaves no room for what tools would tell ${card.name}: asking it without`;
    model.tellOfTools(options.taskId, why);
    return await model.ask(request, options);
  }
  return await new ToolLoop({ model, card, request: offering, options, use, together: offer.together }).run();
}
