export { audienceSchema, exampleSchema, forecastSchema, personSchema, personStateSchema } from './forecast';
export type { Audience, Example, Forecast, ForecastRequest, Person, PersonState, Suppressed } from './forecast';
export { Ledge } from './Ledge';
export { useForecast } from './useForecast';
export { useReason } from './useReason';
export { type MessageClass, messageClassSchema } from '@/shared/messageClass';
