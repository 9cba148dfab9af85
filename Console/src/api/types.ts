import type { components } from './schema';

// The server's own words for things, under shorter names.

type Schemas = components['schemas'];
export type Camera = Schemas['CameraResponse'];
export type CameraRequest = Schemas['CameraRequest'];
export type Zone = Schemas['ZoneBody'];
export type Query = Schemas['QueryResponse'];
export type QueryRequest = Schemas['QueryRequest'];
export type Plan = Schemas['PlanBody'];
export type SubQuery = Schemas['SubQueryBody'];
export type Alert = Schemas['AlertResponse'];
export type Tube = Schemas['TubeResponse'];
export type Key = Schemas['KeyResponse'];
export type Role = Schemas['Role'];
export type AuditLine = Schemas['AuditResponse'];
export type Delivery = Schemas['DeliveryResponse'];
export type Session = Schemas['SessionResponse'];
export type System = Schemas['SystemResponse'];
export type Curves = Schemas['CurvesResponse'];
export type LiveObjects = Schemas['LiveBody'];
