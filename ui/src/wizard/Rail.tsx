import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import type { Forecast } from '@/audience';
import { RemoveDraft, type Step, STEPS } from '@/campaigns';
import { useProblemText } from '@/shared/useProblemText';
import { Back } from './Arrow';
import { useSummary } from './summary';
import { useSpoken } from './time';
import type { DraftInHand } from './useDraft';
import css from './Wizard.module.css';

/** The way out of the wizard. */
export function ToCampaigns() {
    const { t } = useTranslation();
    return (
        <Link to="/campaigns" className={css.back}>
            <Back />
            {t('wizard.back')}
        </Link>
    );
}

/** The steps with what is decided in each, the name, and whether all of it is saved. */
export function Rail({ draft, forecast, step }: { draft: DraftInHand; forecast: Forecast | null; step: Step }) {
    const { t } = useTranslation();
    const summary = useSummary();
    const session = useSession();
    const { campaign } = draft;
    const now = STEPS.indexOf(step);
    return (
        <>
            <ToCampaigns />
            <Name name={campaign.name} onChange={(name) => draft.change({ name })} />
            <nav aria-label={t('wizard.steps')}>
                <ol className={css.steps}>
                    {STEPS.map((one, index) => (
                        <li key={one} data-state={index < now ? 'done' : index === now ? 'now' : 'next'}>
                            <Link to={`/campaigns/$id/${one}`} params={{ id: campaign.id }} aria-current={one === step ? 'step' : undefined}>
                                <b>{t(`wizard.step.${one}`)}</b>
                                <span>{summary(one, campaign, forecast)}</span>
                            </Link>
                        </li>
                    ))}
                </ol>
            </nav>
            <Saved draft={draft} />
            {can(session, 'campaigns.write') && <Remove draft={draft} />}
        </>
    );
}

function Name({ name, onChange }: { name: string; onChange: (name: string) => void }) {
    const { t } = useTranslation();
    return (
        <textarea
            className={css.name}
            rows={1}
            maxLength={200}
            spellCheck={false}
            aria-label={t('wizard.name')}
            placeholder={t('wizard.nameless')}
            value={name}
            onChange={(event) => onChange(event.target.value.replaceAll(/\s*\n\s*/g, ' '))}
            onKeyDown={(event) => {
                if (event.key === 'Enter') event.currentTarget.blur();
            }}
        />
    );
}

function Saved({ draft }: { draft: DraftInHand }) {
    const { t } = useTranslation();
    const spoken = useSpoken();
    const problemText = useProblemText();
    const { saving, savedAt, error, keeper } = draft;
    if (saving === 'failed') {
        return (
            <div className={css.saved} role="alert">
                <p className={css.unsaved}>{t('wizard.unsaved')}</p>
                <p>{problemText(error)}</p>
                <button type="button" className={css.again} onClick={() => void keeper.flush()}>
                    {t('wizard.saveAgain')}
                </button>
            </div>
        );
    }
    return (
        <p className={css.saved} role="status">
            {saving === 'conflict' ? t('wizard.held') : saving === 'saved' ? t('wizard.saved', { at: spoken.past(savedAt) }) : t('wizard.saving')}
        </p>
    );
}

/** Away with it, after a question; then there is nothing to stay for. */
function Remove({ draft }: { draft: DraftInHand }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const [asking, setAsking] = useState(false);
    return (
        <>
            <button type="button" className={css.remove} aria-haspopup="dialog" onClick={() => setAsking(true)}>
                {t('campaigns.remove.draft')}
            </button>
            <RemoveDraft
                draft={asking ? draft.campaign : null}
                onClose={() => setAsking(false)}
                // What is still on its way must not come after.
                onRemoving={() => draft.keeper.flush()}
                onRemoved={() => {
                    draft.keeper.drop();
                    void navigate({ to: '/campaigns' });
                }}
            />
        </>
    );
}
