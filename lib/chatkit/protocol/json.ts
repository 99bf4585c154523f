import { z } from 'zod';

/** Any JSON value. Kept verbatim: nulls inside free-form JSON are data (spec 1.4.3). */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export const jsonObject = z.record(z.string(), z.unknown());

export type JsonObject = z.infer<typeof jsonObject>;
