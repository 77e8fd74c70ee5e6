/**
 * `node model-load-process.ts FILE TOKENS`: prints how many milliseconds llama.cpp takes for the model and a context of so many tokens, in a
 * process of its own that has the library already.
 */
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const [modelPath = '', tokens = '4096'] = process.argv.slice(2);
const llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, logLevel: LlamaLogLevel.error });
const begun = performance.now();
const model = await llama.loadModel({ modelPath });
await model.createContext({ contextSize: Number(tokens), sequences: 1 });
process.stdout.write(String(performance.now() - begun));
// The binding's clean-up is not what is measured.
process.exit(0);
