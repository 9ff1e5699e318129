export { campaignQuery, campaignsQuery, cloneCampaign, createCampaign, deleteDraft, saveDraft } from './api';
export { campaignOf, draftOf, STEPS } from './campaign';
export type { Campaign, Draft, Step, When } from './campaign';
export { CampaignsPage } from './CampaignsPage';
export { RemoveDraft } from './RemoveDraft';
export { ReportsPage } from './ReportsPage';
