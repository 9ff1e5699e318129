export { CampaignsPage } from './CampaignsPage';
export { audienceSchema, campaignPageSchema, type Campaign } from './campaign';
