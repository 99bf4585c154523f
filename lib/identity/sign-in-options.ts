import { connection } from 'next/server';
import { config } from '../config';

export interface SignInOption {
  id: 'demo' | 'github' | 'google' | 'oidc';
  name: string;
}

/** The ways to sign in that the environment turns on. Read at each request: a build does not know the environment. */
export async function signInOptions(): Promise<SignInOption[]> {
  await connection();
  const { auth } = config();
  const options: (SignInOption | false)[] = [
    auth.demo && { id: 'demo', name: 'Your name' },
    auth.github !== undefined && { id: 'github', name: 'GitHub' },
    auth.google !== undefined && { id: 'google', name: 'Google' },
    auth.oidc !== undefined && { id: 'oidc', name: 'RoboLearn account' },
  ];
  return options.filter((option) => option !== false);
}
