export { NewCampaignPage } from './NewCampaign';
export { WizardPage } from './WizardPage';
