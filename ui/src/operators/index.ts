export { connectionsQuery } from './api';
export { ConnectionPage } from './ConnectionPage';
export { Halted } from './Halted';
export { NewConnectionPage } from './NewConnectionPage';
export { OperatorsPage } from './OperatorsPage';
export { UncertainPage } from './UncertainPage';
export { StateWord } from './StateWord';
export { useOperatorsHeading } from './useOperatorsHeading';
