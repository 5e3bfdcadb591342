/** Vitest's own `toMatchObject` takes any two instants for equal, since they have no properties. */
import { expect } from 'vitest'

expect.addEqualityTesters([(a: unknown, b: unknown) => (a instanceof Temporal.Instant && b instanceof Temporal.Instant ? a.equals(b) : undefined)])
