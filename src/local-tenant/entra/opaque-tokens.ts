// Authorization codes and refresh tokens: sealed so that no client can read them, and self-contained so that they outlive a restart.

import { randomBytes } from 'node:crypto';
import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import type { TenantContext } from '../context.ts';

export interface Grant {
  readonly kind: 'code' | 'refresh' | 'session';
  readonly clientId: string;
  readonly userId: string;
  readonly scope: string;
  readonly redirectUri?: string;
  readonly challenge?: string;
  readonly challengeMethod?: string;
  readonly nonce?: string;
  readonly jti: string;
}

export type Opened = { grant: Grant; expired: boolean } | undefined;

function key(ctx: TenantContext): Uint8Array {
  const stored = ctx.state.settings.get('grant-key') as string | undefined;
  return Buffer.from(stored ?? (ctx.state.settings.put('grant-key', randomBytes(32).toString('base64')) as string), 'base64');
}

export async function seal(ctx: TenantContext, grant: Grant, lifetimeS: number): Promise<string> {
  const token = await new EncryptJWT({ grant }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).setExpirationTime(Math.floor(ctx.clock.now() / 1000) + lifetimeS).encrypt(key(ctx));
  return `1.${token}`;
}

export async function unseal(ctx: TenantContext, token: string, kind: Grant['kind']): Promise<Opened> {
  const open = async (currentDate: Date) => (await jwtDecrypt(token.replace(/^1\./, ''), key(ctx), { currentDate })).payload['grant'] as Grant;
  try {
    const grant = await open(ctx.clock.date());
    return grant.kind === kind ? { grant, expired: false } : undefined;
  } catch (error) {
    if (!(error instanceof errors.JWTExpired)) return undefined;
    const grant = await open(new Date(0));
    return grant.kind === kind ? { grant, expired: true } : undefined;
  }
}

/** A code may be redeemed once, also across a restart. */
export function redeemOnce(ctx: TenantContext, jti: string, forMs: number): boolean {
  const now = ctx.clock.now();
  const used = Object.fromEntries(Object.entries((ctx.state.settings.get('used-codes') as Record<string, number> | undefined) ?? {}).filter(([, until]) => until > now));
  if (used[jti] !== undefined) return false;
  ctx.state.settings.put('used-codes', { ...used, [jti]: now + forMs });
  return true;
}
