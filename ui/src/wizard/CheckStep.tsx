import { Button } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Forecast, Ledge } from '@/audience';
import { campaignsQuery } from '@/campaigns';
import { runQuery } from '@/runs';
import { ApiProblem, freshKey } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { type Check, checkQuery, launch } from './api';
import { Cross, Tick } from './Arrow';
import { Clauses } from './Clauses';
import { Lead } from './Lead';
import type { DraftInHand } from './useDraft';
import css from './Wizard.module.css';

type Counted = { forecast: Forecast | null; failed: unknown; retry: () => void };

/** «Что произойдёт»: everything that follows from the button, before it is pressed. */
export function CheckStep({ draft, counted }: { draft: DraftInHand; counted: Counted }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const { campaign, saving } = draft;
    // What was checked before a change stays in sight while it is checked anew, so that no button goes from under a hand.
    const checked = useQuery({ ...checkQuery(campaign.id, campaign.version), enabled: saving === 'saved', placeholderData: keepPreviousData });
    const [acknowledged, setAcknowledged] = useState<readonly string[]>([]);
    const [said, setSaid] = useState('');
    const items = useRef<HTMLUListElement>(null);
    const check = checked.data;
    const forecast = check?.forecast ?? counted.forecast;
    return (
        <>
            <div className={css.forecast}>
                <section>
                    <h1>{t('wizard.check.title')}</h1>
                    {check ? (
                        check.forecast && (
                            <>
                                <Lead check={check} forecast={check.forecast} campaign={campaign} />
                                <Clauses check={check} forecast={check.forecast} campaign={campaign} onList={(list) => draft.change({ list })} />
                            </>
                        )
                    ) : checked.isError ? (
                        <div role="alert" className={css.unchecked}>
                            <p className={css.refusal}>
                                {t('wizard.check.failed')} {problemText(checked.error)}
                            </p>
                            <Button onClick={() => void checked.refetch()}>{t('again')}</Button>
                        </div>
                    ) : (
                        <WaitingCheck />
                    )}
                </section>
                {check && (
                    <aside>
                        {check.forecast && <Messages forecast={check.forecast} />}
                        <Items
                            ref={items}
                            check={check}
                            id={campaign.id}
                            acknowledged={acknowledged}
                            onAcknowledge={(codes) => {
                                setSaid('');
                                setAcknowledged(codes);
                            }}
                        />
                    </aside>
                )}
            </div>
            <Ledge forecast={forecast} failed={checked.isError ? null : counted.failed} onRetry={counted.retry} {...(campaign.audience === null ? { empty: t('wizard.who.nobody') } : {})}>
                {check && !checked.isPlaceholderData && (
                    <Launch
                        key={campaign.version}
                        check={check}
                        draft={draft}
                        acknowledged={acknowledged}
                        said={said}
                        onSaid={setSaid}
                        onLook={() => items.current?.querySelector<HTMLElement>('input:not(:checked), a')?.focus()}
                        onRefused={() => void checked.refetch()}
                    />
                )}
            </Ledge>
        </>
    );
}

export function Messages({ forecast }: { forecast: Forecast }) {
    const { t } = useTranslation();
    if (forecast.examples.length === 0) return null;
    const lacking = forecast.lacking[0];
    return (
        <>
            <h2>{t('wizard.check.read')}</h2>
            <ul className={css.three}>
                {forecast.examples.map((example) => (
                    <li key={example.kind}>
                        <p className={css.bubble}>{example.text}</p>
                        <span>
                            {example.kind === 'incomplete' && lacking
                                ? t('wizard.check.example.lacking', { field: lacking.title, count: lacking.count })
                                : `${t(`wizard.check.example.${example.kind}`)}, ${t('wizard.parts', { count: example.parts })}`}
                        </span>
                    </li>
                ))}
            </ul>
        </>
    );
}

type ItemsProps = {
    ref?: React.Ref<HTMLUListElement>;
    check: Check;
    id: string;
    acknowledged?: readonly string[];
    onAcknowledge?: (codes: readonly string[]) => void;
};

/** Red stands in the way, amber is to be seen, all of it by one tick, the rest is in order. Without `onAcknowledge` it is only to read. */
export function Items({ ref, check, id, acknowledged = [], onAcknowledge }: ItemsProps) {
    const { t } = useTranslation();
    const of = (wanted: Check['items'][number]['level']) => check.items.filter(({ level }) => level === wanted);
    const amber = of('warn').map(({ code }) => code);
    return (
        <>
            <h2 className={css.before}>{t('wizard.check.before')}</h2>
            <ul className={css.items} ref={ref}>
                {of('block').map((item) => (
                    <li key={item.code} data-level="block">
                        <Cross />
                        <span>
                            {item.text}{' '}
                            {onAcknowledge && item.step && item.step !== 'check' && (
                                <Link to={`/campaigns/$id/${item.step}`} params={{ id }} className={css.mend}>
                                    {t('wizard.check.mend')}
                                </Link>
                            )}
                        </span>
                    </li>
                ))}
                {amber.length > 0 && (
                    <li data-level="warn">
                        {onAcknowledge ? (
                            <label>
                                <input
                                    type="checkbox"
                                    checked={amber.every((code) => acknowledged.includes(code))}
                                    onChange={(event) => onAcknowledge(event.target.checked ? amber : [])}
                                />
                                <span>
                                    <Sentences items={of('warn')} />
                                    <b>{t('wizard.check.understood')}</b>
                                </span>
                            </label>
                        ) : (
                            <Sentences items={of('warn')} />
                        )}
                    </li>
                )}
                {of('ok').map((item) => (
                    <li key={item.code} data-level="ok">
                        <Tick />
                        <span>{item.text}</span>
                    </li>
                ))}
            </ul>
            {onAcknowledge && <p className={css.after}>{t('wizard.check.hold', { count: check.holdSeconds })}</p>}
        </>
    );
}

function Sentences({ items }: { items: Check['items'] }) {
    return items.map((item) => (
        <span key={item.code} className={css.sentence}>
            {item.text}
        </span>
    ));
}

type LaunchProps = {
    check: Check;
    draft: DraftInHand;
    acknowledged: readonly string[];
    said: string;
    onSaid: (said: string) => void;
    onLook: () => void;
    onRefused: () => void;
};

/** Before it is said to whom there is no forecast. */
const NOBODY = { recipients: 0, exact: true };

/** The button with the number. A press that cannot go through says why and leads there. */
function Launch({ check, draft, acknowledged, said, onSaid, onLook, onRefused }: LaunchProps) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const [written, setWritten] = useState('');
    const field = useRef<HTMLInputElement>(null);
    const { campaign } = draft;
    const { recipients, exact } = check.forecast ?? NOBODY;
    // One key until the server has refused: a second press after a broken answer does not send twice.
    const [key, setKey] = useState(freshKey);
    const launching = useMutation({
        mutationFn: () => launch(campaign.id, recipients, acknowledged, key),
        onSuccess: (run) => {
            client.setQueryData(runQuery(run.id).queryKey, run);
            void client.invalidateQueries({ queryKey: campaignsQuery.queryKey });
            return navigate({ to: '/runs/$id', params: { id: run.id } });
        },
        onError: (error) => {
            if (!(error instanceof ApiProblem)) return;
            setKey(freshKey());
            onRefused();
        },
    });
    const typed = recipients > check.confirmAbove;
    const blocked = check.items.filter(({ level }) => level === 'block').length;
    const unseen = check.items.filter(({ level, code }) => level === 'warn' && !acknowledged.includes(code)).length;
    const ready = exact && draft.saving === 'saved';
    const send = (event: FormEvent) => {
        event.preventDefault();
        if (launching.isPending || !ready) return;
        if (blocked > 0) {
            onSaid(t('wizard.check.blocked', { count: blocked }));
            onLook();
        } else if (recipients === 0) {
            onSaid(t('wizard.check.nobody'));
        } else if (unseen > 0) {
            onSaid(t('wizard.check.unseen'));
            onLook();
        } else if (typed && Number(written.replaceAll(/\D/g, '')) !== recipients) {
            onSaid(t('wizard.check.wrongNumber', { number: format.number(recipients) }));
            field.current?.focus();
        } else {
            onSaid('');
            launching.mutate();
        }
    };
    return (
        <form className={css.confirm} onSubmit={send} noValidate>
            {typed && (
                <label htmlFor="count" className={css.type}>
                    {t('wizard.check.type', { count: check.confirmAbove })}
                </label>
            )}
            {typed && (
                <input
                    ref={field}
                    id="count"
                    className={`n ${css.count}`}
                    inputMode="numeric"
                    autoComplete="off"
                    value={written}
                    onChange={(event) => {
                        onSaid('');
                        setWritten(event.target.value);
                    }}
                />
            )}
            <Button type="submit" variant="filled" aria-disabled={!ready || launching.isPending}>
                {launching.isPending
                    ? t('wizard.check.busy')
                    : !exact
                      ? t('wizard.check.counting')
                      : t('wizard.check.send', { count: recipients })}
            </Button>
            <p role="alert" className={css.why}>
                {launching.isError ? problemText(launching.error) : said}
            </p>
        </form>
    );
}

function WaitingCheck() {
    const { t } = useTranslation();
    return (
        <>
            <p className="sr" role="status">
                {t('loading')}
            </p>
            <div aria-hidden="true" className={css.waiting}>
                <p>
                    <Bone width="92%" height={22} />
                </p>
                <p>
                    <Bone width="70%" height={22} />
                </p>
                {[150, 170, 190, 210].map((width) => (
                    <p key={width}>
                        <Bone width={width} height={14} />
                    </p>
                ))}
            </div>
        </>
    );
}
