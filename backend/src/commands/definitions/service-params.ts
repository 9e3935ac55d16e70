import * as z from 'zod/mini';

/** A service key may be as long as a project's name and a container's together. */
const KEY_MAX_LENGTH = 512;

export const ServiceParams = z.strictObject({
  service: z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(KEY_MAX_LENGTH),
      z.meta({ title: 'Service', description: 'Its key: project/service.', 'x-source': 'service' }),
    ),
});
export type ServiceParams = z.infer<typeof ServiceParams>;
