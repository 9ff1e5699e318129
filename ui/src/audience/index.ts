export { audienceSchema, exampleSchema, forecastSchema } from './forecast';
export type { Audience, Example, Forecast, ForecastRequest, Suppressed } from './forecast';
export { FunnelDialog } from './FunnelDialog';
export { Ledge } from './Ledge';
export { useForecast } from './useForecast';
export { useReason } from './useReason';
export { type MessageClass, messageClassSchema } from '@/shared/messageClass';
export { type PersonState, personStateSchema } from '@/shared/personState';
export { type Person, personSchema } from '@/shared/person';
