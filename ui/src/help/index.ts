export { HelpPage, TopicPage } from './HelpPage';
