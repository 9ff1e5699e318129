export { campaignQuery, campaignsQuery, cloneCampaign, createCampaign, saveDraft } from './api';
export { campaignSchema, draftOf, STEPS, stepSchema } from './campaign';
export type { Campaign, Draft, Step, When } from './campaign';
export { CampaignsPage } from './CampaignsPage';
export { RemoveDraft } from './RemoveDraft';
export { ReportsPage } from './ReportsPage';
