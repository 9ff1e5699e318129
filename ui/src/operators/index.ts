export { connectionsQuery } from './api';
export { ConnectionPage } from './ConnectionPage';
export { NewConnectionPage } from './NewConnectionPage';
export { OperatorsPage } from './OperatorsPage';
export { UncertainPage } from './UncertainPage';
export { StateWord } from './StateWord';
export { useOperatorsHeading } from './useOperatorsHeading';
