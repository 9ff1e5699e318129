import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import type { Campaign } from '@/campaigns';
import { WizardFrame } from '@/frame';
import { SentenceEditor } from '@/segments';
import { Bone } from '@/shared/Bone';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { checkQuery } from './api';
import { Items, Messages } from './CheckStep';
import { Clauses } from './Clauses';
import { Lead } from './Lead';
import { ToCampaigns } from './Rail';
import { useSummary } from './summary';
import { OfRun } from './WhoStep';
import css from './Wizard.module.css';

/** A draft in the hands of somebody who may not change it: all that it says and would do, and nothing to press. */
export function DraftToRead({ campaign }: { campaign: Campaign }) {
    const { t } = useTranslation();
    const summary = useSummary();
    const checks = can(useSession(), 'campaigns.check');
    const name = campaign.name === '' ? t('wizard.nameless') : campaign.name;
    useTitle(name);
    return (
        <WizardFrame place="read" rail={<ToCampaigns />}>
            <div className={css.step}>
                <h1>{name}</h1>
                <p className={css.of}>{t('wizard.read.lead', { by: campaign.createdBy })}</p>
                <h2 className={css.before}>{t('wizard.step.who')}</h2>
                {campaign.audience?.kind === 'criteria' && <SentenceEditor criteria={campaign.audience.criteria} fixed onChange={() => {}} />}
                {campaign.audience?.kind === 'run' && <OfRun audience={campaign.audience} />}
                {campaign.audience === null ? <p>{t('wizard.read.nobody')}</p> : <p>{summary('who', campaign, null)}</p>}
                <h2 className={css.before}>{t('wizard.step.what')}</h2>
                <p className={css.bubble}>{campaign.text.trim() === '' ? t('wizard.read.noText') : campaign.text}</p>
                {checks ? <Checked campaign={campaign} /> : <p className={css.out}>{summary('when', campaign, null)}</p>}
            </div>
        </WizardFrame>
    );
}

function Checked({ campaign }: { campaign: Campaign }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const checked = useQuery(checkQuery(campaign.id, campaign.version));
    const check = checked.data;
    if (!check) {
        return checked.isError ? (
            <p role="alert" className={css.refusal}>
                {t('wizard.check.failed')} {problemText(checked.error)}
            </p>
        ) : (
            <p aria-busy="true">
                <Bone width={420} height={22} />
            </p>
        );
    }
    return (
        <div className={css.forecast}>
            <section>
                {check.forecast && (
                    <>
                        <Lead check={check} forecast={check.forecast} campaign={campaign} />
                        <Clauses check={check} forecast={check.forecast} campaign={campaign} />
                    </>
                )}
            </section>
            <aside>
                {check.forecast && <Messages forecast={check.forecast} />}
                <Items check={check} id={campaign.id} />
            </aside>
        </div>
    );
}
