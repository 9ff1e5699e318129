import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { ClientConsents } from '@/consents';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { clientQuery, decide, type Decision } from './api';
import { Deeds } from './Deeds';
import { Told } from './Told';
import { advertisingConsent, type Card, lastOptOut } from './recipient';
import css from './RecipientPage.module.css';

/** One client: who it is, whether one may write, what was written and answered, and why sometimes nothing was. */
export function RecipientPage({ id }: { id: string }) {
    const { t } = useTranslation();
    const { data: card, error, isLoadingError, refetch } = useQuery(clientQuery(id));
    useTitle(card ? (card.name ?? t('recipients.nameless')) : t('recipients.title'));
    if (isLoadingError) return <Failure title={t('recipient.failed')} error={error} onRetry={() => void refetch()} />;
    return (
        <>
            <p className={css.back}>
                <Link to="/recipients">{t('recipient.back')}</Link>
            </p>
            {card ? <Filled card={card} /> : <Waiting />}
        </>
    );
}

function Filled({ card }: { card: Card }) {
    const { t } = useTranslation();
    const format = useFormat();
    const importer = can(useSession(), 'imports.write');
    const known = card.fields.filter(({ value, key }) => value !== null && value !== '' && key !== 'phone');
    const city = card.fields.find(({ key }) => key === 'city')?.value;
    return (
        <div className={css.page}>
            <header className={css.head}>
                <h1>{card.name ?? t('recipients.nameless')}</h1>
                <p className={css.number}>
                    {card.phone}
                    {city && <span className="muted">, {city}</span>}
                </p>
            </header>
            <Permission card={card} />
            <div className={css.main}>
                <Told id={card.id} />
                <Deeds id={card.id} />
                <ClientConsents id={card.id} phone={card.phone} />
            </div>
            <aside className={css.side}>
                <section>
                    <h2>{t('recipient.profile')}</h2>
                    <dl className={css.facts}>
                        {card.externalId !== null && (
                            <div>
                                <dt>{t('recipient.externalId')}</dt>
                                <dd className="n">{card.externalId}</dd>
                            </div>
                        )}
                        {known
                            .filter(({ key }) => key !== 'external_id')
                            .map(({ key, title, value }) => (
                                <div key={key}>
                                    <dt>{title}</dt>
                                    <dd>{value}</dd>
                                </div>
                            ))}
                    </dl>
                </section>
                <Consents card={card} />
                <p className={css.origin}>
                    {t('recipient.since', { when: format.moment(card.createdAt) })}{' '}
                    {t('recipient.changed', { when: format.moment(card.updatedAt) })}{' '}
                    {importer && card.importId !== null && (
                        <Link to="/imports/$id" params={{ id: card.importId }}>
                            {t('recipient.fromImport')}
                        </Link>
                    )}
                </p>
            </aside>
        </div>
    );
}

/** Whether one may write to this person, in a sentence, and the hand to change it. */
function Permission({ card }: { card: Card }) {
    const { t } = useTranslation();
    const format = useFormat();
    const decider = can(useSession(), 'clients.write');
    const [asking, setAsking] = useState<Decision | null>(null);
    const consent = advertisingConsent(card);
    const out = lastOptOut(card);
    const when = (at: string | undefined) => (at === undefined ? '' : format.moment(at));
    const state = card.optedOut ? 'out' : consent === null ? 'unasked' : consent.given ? 'yes' : 'no';
    const at = state === 'out' ? out?.at : consent?.at;
    const last = state === 'out' ? out : consent;
    const source = last?.sourceText;
    const actions: Decision[] = card.optedOut ? ['opt-in'] : ['opt-out', consent?.given ? 'take-consent' : 'give-consent'];
    return (
        <section className={css.permission} data-state={state} aria-label={t('recipient.permission.label')}>
            <p>
                <b>{t(`recipient.permission.${state}`)}</b>{' '}
                {at !== undefined && (source ? t('recipient.permission.source', { when: when(at), source }) : t('recipient.permission.when', { when: when(at) }))}
            </p>
            {decider && (
                <p className={css.acts}>
                    {actions.map((decision) => (
                        <button key={decision} type="button" className="act" onClick={() => setAsking(decision)}>
                            {t(`recipient.act.${decision}`)}
                        </button>
                    ))}
                </p>
            )}
            <Dialog opened={asking !== null} onClose={() => setAsking(null)} width={460} title={asking ? t(`recipient.ask.${asking}`) : ''}>
                {asking && <Decide id={card.id} decision={asking} onClose={() => setAsking(null)} />}
            </Dialog>
        </section>
    );
}

function Decide({ id, decision, onClose }: { id: string; decision: Decision; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const deciding = useMutation({
        mutationFn: () => decide(id, decision),
        onSuccess: (card) => {
            client.setQueryData(clientQuery(id).queryKey, card);
            void client.invalidateQueries({ queryKey: ['clients', 'list'] });
            void client.invalidateQueries({ queryKey: ['clients', 'consents', id] });
            onClose();
        },
    });
    return (
        <>
            <p>{t(`recipient.means.${decision}`)}</p>
            <div role="alert" className={css.refusal}>
                {deciding.isError && <p>{problemText(deciding.error)}</p>}
            </div>
            <div className="buttons">
                <Button data-autofocus onClick={onClose}>
                    {t('recipient.leave')}
                </Button>
                <Button
                    variant="filled"
                    aria-disabled={deciding.isPending}
                    onClick={() => {
                        if (!deciding.isPending) deciding.mutate();
                    }}
                >
                    {t(`recipient.act.${decision}`)}
                </Button>
            </div>
        </>
    );
}

/** Every word about being written to, newest first. */
function Consents({ card }: { card: Card }) {
    const { t } = useTranslation();
    const format = useFormat();
    const lines = [
        ...card.consents.map((one) => ({ at: one.at, source: one.sourceText, what: one.given ? ('given' as const) : ('taken' as const) })),
        ...card.optOuts.map((one) => ({ at: one.at, source: one.sourceText, what: one.optedOut ? ('out' as const) : ('back' as const) })),
    ].toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
    if (lines.length === 0) return null;
    return (
        <section>
            <h2>{t('recipient.consents')}</h2>
            <ul className={css.consents}>
                {lines.map(({ at, source, what }) => (
                    <li key={at + what}>
                        {t(`recipient.consent.${what}`)}
                        <span>
                            {format.moment(at)}
                            {source && `, ${source}`}
                        </span>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Waiting() {
    const { t } = useTranslation();
    return (
        <div aria-busy="true">
            <h1 className="sr">
                <span role="status">{t('loading')}</span>
            </h1>
            <Bone width={300} height={34} />
            <p className={css.number}>
                <Bone width={220} height={20} />
            </p>
            <p className={css.permission}>
                <Bone width={420} height={16} />
            </p>
        </div>
    );
}
