// A busy machine is slow and not wrong: a test that hangs is found all the same, a little later.
import { jest } from '@jest/globals';

jest.setTimeout(30_000);
