import { call } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { forgetSession, session } from './session.ts';

/** Asks who we are. */
export async function findSession(): Promise<void> {
  try {
    session.value = await call('get', '/api/session', {});
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return forgetSession();
    throw error;
  }
}

export async function signIn(key: string, remember: boolean): Promise<void> {
  session.value = await call('post', '/api/session', { body: { key, remember } });
}

export async function signOut(): Promise<void> {
  await call('delete', '/api/session', {});
  forgetSession();
}
