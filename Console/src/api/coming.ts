import type { components } from './schema';

// Calls of the server that its committed description does not have yet.

type Schemas = components['schemas'];
interface Get<Answer, Query = never, Path = never> {
  get: { parameters: { query?: Query; path: Path }; responses: { 200: { content: { 'application/json': Answer } } } };
}

export interface Session { name: string; role: 'viewer' | 'operator' | 'admin'; keysRequired: boolean; csrf: string | null }

export interface System {
  version: string;
  startedAt: string;
  uptime: number;
  latestAlert: number;
  cameras: { total: number; running: number; connecting: number; ended: number; failed: number };
  queries: number;
  openAlerts: number;
  undelivered: number;
  devices: { name: string; silo?: string | null; kind: string; queued: number; capacity: number; running: boolean; framesPerSecond?: number | null }[];
  storage: {
    engine: string;
    archiveBytes?: number | null;
    recordings?: { bytes: number; limitBytes?: number | null; folder?: string | null } | null;
    freeBytes?: number | null;
    retentionDays?: number | null;
    trouble?: string | null;
  };
  silos: { name: string; roles: string[]; cameras: number; load?: number | null; devices: number; startedAt?: string | null }[];
}

export interface Curves {
  fps: number;
  begin: number;
  end: number;
  clipBegin?: number | null;
  clipEnd?: number | null;
  curves: { subQuery: string; text: string; kind: string; scores: (number | null)[]; step: number }[];
  overall: (number | null)[];
}

export interface Model { name: string; purpose: string; license: string; bytes?: number | null; present: boolean; used: boolean }
export interface VideoFile { path: string; bytes: number; modifiedAt: string }

export interface Coming {
  '/api/session': {
    get: { responses: { 200: { content: { 'application/json': Session } } } };
    post: {
      requestBody: { content: { 'application/json': { key: string; remember?: boolean } } };
      responses: { 200: { content: { 'application/json': Session } } };
    };
    delete: { responses: { 204: { content?: never } } };
  };
  '/api/cameras/{id}': {
    put: {
      parameters: { path: { id: string } };
      requestBody: { content: { 'application/json': Schemas['CameraRequest'] } };
      responses: { 200: { content: { 'application/json': Schemas['CameraResponse'] } } };
    };
  };
  '/api/system': { get: { responses: { 200: { content: { 'application/json': System } } } } };
  '/api/models': { get: { responses: { 200: { content: { 'application/json': { items: Model[] } } } } } };
  '/api/videos': { get: { responses: { 200: { content: { 'application/json': { items: VideoFile[] } } } } } };
  '/api/tubes/{id}/curves': Get<Curves, never, { id: string }>;
}
