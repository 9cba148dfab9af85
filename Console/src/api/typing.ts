import type { paths } from './schema';

// From the generated description to what call() takes and gives. Types only.

export type Path = keyof paths;
type Verb = 'get' | 'post' | 'put' | 'delete';
export type Methods<P extends Path> = { [M in Verb]: paths[P] extends Record<M, object> ? M : never }[Verb];
type Operation<P extends Path, M> = M extends keyof paths[P] ? paths[P][M] : never;

type PathOf<O> = O extends { parameters: { path: infer X } } ? { path: X } : unknown;
type QueryOf<O> = O extends { parameters: { query?: infer X } } ? { query?: Loose<NonNullable<X>> } : unknown;
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer X } } } ? { body: X } : unknown;
/** What is undefined is left out. */
type Loose<X> = { [K in keyof X]?: X[K] | null | undefined };

export type Init<P extends Path, M> = PathOf<Operation<P, M>> &
  QueryOf<Operation<P, M>> &
  BodyOf<Operation<P, M>> & { signal?: AbortSignal };

type Json<R> = R extends { content: { 'application/json': infer X } } ? X : undefined;
type Good<R> = R extends { 200: infer X } ? Json<X> : R extends { 201: infer X } ? Json<X> : undefined;
export type Answer<P extends Path, M> = Operation<P, M> extends { responses: infer R } ? Good<R> : never;
