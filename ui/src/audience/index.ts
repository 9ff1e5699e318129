export { audienceOf } from './forecast';
export type { Audience, Example, Forecast, ForecastRequest, Suppressed } from './forecast';
export { FunnelDialog } from './FunnelDialog';
export { Ledge } from './Ledge';
export { useForecast } from './useForecast';
export { useReason } from './useReason';
export type { MessageClass } from '@/shared/messageClass';
export type { PersonState } from '@/shared/personState';
export type { Person } from '@/shared/person';
