import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useChildMatches, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Forecast, type ForecastRequest, Ledge, useForecast } from '@/audience';
import { type Campaign, campaignQuery, type Step, STEPS } from '@/campaigns';
import { ApiProblem } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import { CheckStep } from './CheckStep';
import { can, useSession } from '@/access';
import { ConflictDialog } from './ConflictDialog';
import { DraftToRead } from './DraftToRead';
import { Rail, ToCampaigns } from './Rail';
import { useDraft } from './useDraft';
import { WhatStep } from './WhatStep';
import { WhenStep } from './WhenStep';
import { WhoStep } from './WhoStep';
import css from './Wizard.module.css';
import { WizardFrame } from '@/frame';

const TITLES = { who: 'wizard.who.title', what: 'wizard.what.title', when: 'wizard.when.title', check: 'wizard.check.title' } as const;

/** The wizard of one campaign. A launched one has nothing to change: its run is shown instead. */
export function WizardPage() {
    const { id = '' } = useParams({ strict: false });
    // What is shown, not where one is going: on the way out the address is another page's already.
    const place = useChildMatches({ select: ([child]) => child?.pathname.split('/')[3] ?? '' });
    return <Opened key={id} id={id} step={STEPS.find((step) => step === place) ?? null} />;
}

function Opened({ id, step }: { id: string; step: Step | null }) {
    const { t } = useTranslation();
    const writes = can(useSession(), 'campaigns.write');
    const { data: campaign, error, refetch } = useQuery(campaignQuery(id));
    if (campaign?.status === 'launched' && campaign.run && campaign.run.status !== 'cancelled') {
        return <Navigate to="/runs/$id" params={{ id: campaign.run.id }} replace />;
    }
    if (campaign && !writes) return <DraftToRead campaign={campaign} />;
    if (campaign && step === null) return <Navigate to={`/campaigns/$id/${campaign.step}`} params={{ id }} replace />;
    if (campaign) return <Wizard campaign={campaign} step={step ?? 'who'} />;
    if (!error) return <Waiting step={step ?? 'who'} />;
    const gone = error instanceof ApiProblem && error.status === 404;
    return (
        <WizardFrame place="failed" rail={<ToCampaigns />}>
            {gone ? (
                <Failure title={t('wizard.missing')} error={error} />
            ) : (
                <Failure title={t('wizard.failed')} error={error} onRetry={() => void refetch()} />
            )}
        </WizardFrame>
    );
}

function Wizard({ campaign: loaded, step }: { campaign: Campaign; step: Step }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const draft = useDraft(loaded);
    const { campaign, change } = draft;
    const counted = useForecast(useRequest(campaign));
    useTitle(campaign.name === '' ? t('wizard.new') : campaign.name);
    const next = STEPS[STEPS.indexOf(step) + 1];
    const body = useRef<HTMLDivElement>(null);
    // Said once «Дальше» was pressed; it goes as soon as what was lacking is there.
    const [pressedAt, setPressedAt] = useState<Step | null>(null);
    const lack = lacking(step, campaign, counted.forecast);
    const goOn = () => {
        if (next === undefined) return;
        setPressedAt(null);
        // How far it has come: where «продолжить черновик» leads.
        if (STEPS.indexOf(campaign.step) < STEPS.indexOf(next)) change({ step: next });
        void navigate({ to: `/campaigns/$id/${next}`, params: { id: campaign.id } });
    };
    const press = () => {
        if (lack === null) return goOn();
        setPressedAt(step);
        body.current?.querySelector<HTMLElement>(FIELD[step])?.focus();
    };
    return (
        <WizardFrame place={step} rail={<Rail draft={draft} forecast={counted.forecast} step={step} />}>
            <div className={css.step} key={draft.taken} ref={body}>
                {step === 'who' && <WhoStep draft={draft} onPicked={goOn} />}
                {step === 'what' && <WhatStep draft={draft} forecast={counted.forecast} onPicked={goOn} />}
                {step === 'when' && <WhenStep draft={draft} forecast={counted.forecast} />}
                {step === 'check' && <CheckStep draft={draft} counted={counted} />}
                {step !== 'check' && next !== undefined && (
                    <Ledge
                        forecast={counted.forecast}
                        failed={counted.failed}
                        onRetry={counted.retry}
                        {...(campaign.audience === null ? { empty: t('wizard.who.nobody') } : {})}
                    >
                        <p role="alert" id="next-why" className={css.lack}>
                            {pressedAt === step && lack !== null && t(`wizard.lack.${lack}`)}
                        </p>
                        <Button variant="filled" aria-describedby="next-why" onClick={press}>
                            <span>
                                {t('wizard.next')}
                                <span className={css.more}>{t(`wizard.nextTo.${next}`)}</span>
                            </span>
                        </Button>
                    </Ledge>
                )}
            </div>
            <ConflictDialog draft={draft} />
        </WizardFrame>
    );
}

/** Where each step is filled in. */
const FIELD: Record<Step, string> = { who: '[data-add], [data-others]', what: '[role=textbox][contenteditable]', when: 'input', check: 'input' };

/** Why the next step would be in vain; null when it would not. Who is left out because of the class or text is mended in «Что». */
function lacking(step: Step, { audience, text }: Campaign, forecast: Forecast | null): 'audience' | 'people' | 'text' | 'recipients' | null {
    const known = forecast?.exact === true ? forecast : null;
    if (step === 'who') return audience === null ? 'audience' : known?.found === 0 ? 'people' : null;
    if (step === 'what') return text.trim() === '' ? 'text' : known?.recipients === 0 ? 'recipients' : null;
    return null;
}

/** What to forecast for a draft; null while it has no audience. */
function useRequest({ audience, text, messageClass, sender }: Campaign): ForecastRequest | null {
    return useMemo(
        () => (audience === null ? null : { audience, text: text.trim() === '' ? null : text, messageClass, sender }),
        [audience, text, messageClass, sender],
    );
}

function Waiting({ step }: { step: Step }) {
    const { t } = useTranslation();
    return (
        <WizardFrame
            place={step}
            rail={
                <div aria-hidden="true" className={css.waitingRail}>
                    <Bone width={168} height={18} />
                </div>
            }
        >
            <div className={css.step} aria-busy="true">
                <h1>{t(TITLES[step])}</h1>
                <p className="sr" role="status">
                    {t('loading')}
                </p>
                <div aria-hidden="true" className={css.waiting}>
                    {['64%', '52%', '42%'].map((width) => (
                        <p key={width}>
                            <Bone width={width} height={22} />
                        </p>
                    ))}
                </div>
                <Ledge forecast={null} />
            </div>
        </WizardFrame>
    );
}
