import { InsufficientMemoryError, NoBinaryFoundError } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { BackendMissing } from '../../src/llama/gpu.ts';
import { loadStep, problemOf } from '../../src/llama/load-problem.ts';
import { verifies } from '../../../../test/support/verifies.ts';

/** What a step that throws is taken for, and the message. */
async function taken(
  step: 'model' | 'context',
  thrown: Error,
  words = '',
): Promise<{ readonly problem: string; readonly message: string }> {
  try {
    await loadStep(step, { toString: () => words }, () => Promise.reject(thrown));
  } catch (error) {
    return { problem: problemOf(error), message: (error as Error).message };
  }
  throw new Error('it did not fail');
}

describe(verifies('llama.memory-short'), () => {
  it.each([
    'ggml_backend_cuda_buffer_type_alloc_buffer: allocating 1000.00 MiB on device 0: cudaMalloc failed: out of memory',
    'llama_model_load: error loading model: unable to allocate CUDA0 buffer',
    'ggml_vulkan: Device memory allocation of size 1073741824 failed.\nvk::Device::allocateMemory: ErrorOutOfDeviceMemory',
    'ggml_aligned_malloc: insufficient memory (attempted to allocate 4096.00 MB)',
    'error loading model: mmap failed: Cannot allocate memory',
    'error loading model: std::bad_alloc',
  ])('a model that does not load: %s', async (words) => {
    expect(await taken('model', new Error('Failed to load model'), words)).toMatchObject({ problem: 'memory' });
  });

  it('a whole model that gets no context', async () => {
    expect(await taken('context', new Error('Failed to create context'))).toMatchObject({ problem: 'memory' });
  });

  it.each(['model', 'context'] as const)('what the estimate says before the %s', async (step) => {
    expect(await taken(step, new InsufficientMemoryError('too large'))).toMatchObject({ problem: 'memory' });
  });
});

it('takes anything else for the model, and says what llama.cpp said', async () => {
  const words = "llama_model_load: error loading model: missing tensor 'blk.1.attn_q.weight'\nfailed to load model";
  expect(await taken('model', new Error('Failed to load model'), words)).toEqual({
    problem: 'model',
    message: `Failed to load model: ${words.replace('\n', '; ')}`,
  });
});

it('tells a missing binary and a missing backend from both', () => {
  expect(problemOf(new NoBinaryFoundError())).toBe('binding');
  expect(problemOf(new BackendMissing('no metal'))).toBe('backend');
});
