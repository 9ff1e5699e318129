import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useAge } from '@/shared/useAge';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { Word } from '@/shared/Word';
import { type Summary, summaryQuery, type Uncertain, uncertainQuery, type Verdict, type Which, type Whom } from './api';
import { DecideDialog } from './DecideDialog';
import css from './Uncertain.module.css';

/** «Неясные»: messages that an operator has, or has not, and the choice what is to become of them. */
export function UncertainPage() {
    const which: Which = useSearch({ from: '/inside/operators/uncertain' });
    // Another choice of messages begins anew: nothing chosen stays chosen unseen.
    return <Shown key={JSON.stringify(which)} which={which} />;
}

function Shown({ which }: { which: Which }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const summary = useQuery(summaryQuery(which));
    const list = useInfiniteQuery(uncertainQuery(which, summary.data));
    const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
    const [whom, setWhom] = useState<Whom | null>(null);
    const [verdict, setVerdict] = useState<Verdict | null>(null);
    useTitle(t('operators.uncertain.title'));
    const broken = (!summary.data && summary.error) || (list.isLoadingError && list.error);
    const back = (
        <Link to="/operators" className={css.back}>
            {t('operators.title')}
        </Link>
    );
    if (broken) {
        return (
            <>
                {back}
                <Failure
                    title={t('operators.uncertain.failed')}
                    error={broken}
                    onRetry={() => {
                        void summary.refetch();
                        void list.refetch();
                    }}
                />
            </>
        );
    }
    const items = list.data?.pages.flatMap((page) => page.items);
    // What was settled meanwhile is not chosen any more.
    const choosable = items?.filter((one) => one.decided === null).map(({ id }) => id) ?? [];
    const open = choosable.filter((id) => chosen.has(id));
    const waiting = summary.data?.waiting ?? 0;
    const done = (said: Verdict) => {
        setVerdict(said);
        setChosen(new Set());
        setWhom(null);
        void client.invalidateQueries({ queryKey: ['uncertain'] });
    };
    return (
        <>
            {back}
            <Head summary={summary.data} filtered={Object.values(which).some(Boolean)} />
            <p role="status" className={css.said}>
                {verdict && <Said verdict={verdict} />}
            </p>
            <Groups which={which} />
            {waiting > 0 && (
                <div className={css.acts}>
                    <Button
                        variant="filled"
                        onClick={() => {
                            setVerdict(null);
                            setWhom(open.length > 0 ? { messages: open } : { which, seen: waiting });
                        }}
                    >
                        {open.length > 0 ? t('operators.uncertain.decideChosen', { count: open.length }) : t('operators.uncertain.decideAll', { count: waiting })}
                    </Button>
                    {choosable.length > 1 && (
                        <button type="button" className="act" onClick={() => setChosen(new Set(open.length === choosable.length ? [] : choosable))}>
                            {open.length === choosable.length ? t('operators.uncertain.unchoose') : t('operators.uncertain.chooseAll')}
                        </button>
                    )}
                </div>
            )}
            {items?.length === 0 ? null : <Table items={items} chosen={chosen} onChoose={setChosen} />}
            <p role="alert" className={css.refusal}>
                {list.isFetchNextPageError && problemText(list.error)}
            </p>
            {list.hasNextPage && (
                <Button
                    aria-disabled={list.isFetchingNextPage}
                    onClick={() => {
                        if (!list.isFetchingNextPage) void list.fetchNextPage();
                    }}
                >
                    {t('operators.uncertain.more')}
                </Button>
            )}
            <DecideDialog
                whom={whom}
                onClose={() => setWhom(null)}
                onDecided={done}
                onRefused={() => void client.invalidateQueries({ queryKey: ['uncertain'] })}
            />
        </>
    );
}

/** «12 сообщений, самому старому 3 ч»: the heading answers, the text says what happens if nobody does anything. */
function Head({ summary, filtered }: { summary: Summary | undefined; filtered: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const age = useAge();
    if (!summary) {
        return (
            <header>
                <h1>
                    <span className="sr" role="status">
                        {t('loading')}
                    </span>
                    <Bone width={420} height={28} />
                </h1>
            </header>
        );
    }
    const { waiting, oldest, decided, termHours } = summary;
    return (
        <header>
            <h1>
                {waiting > 0 && oldest
                    ? t('operators.uncertain.heading', { count: waiting, number: format.number(waiting), age: age(oldest) })
                    : decided > 0
                      ? t('operators.uncertain.allDecided')
                      : filtered
                        ? t('operators.uncertain.noneHere')
                        : t('operators.uncertain.none')}
            </h1>
            <p className={css.sub}>
                {waiting > 0 ? t('operators.uncertain.text', { hours: termHours }) : t('operators.uncertain.noneText')} {t('operators.uncertain.policy')}
            </p>
        </header>
    );
}

/** By connection and class, each a filter; over everything there is, whatever the filter. */
function Groups({ which }: { which: Which }) {
    const { t } = useTranslation();
    const format = useFormat();
    const age = useAge();
    const all = useQuery(summaryQuery({}));
    const filtered = Object.values(which).some(Boolean);
    const groups = all.data?.groups ?? [];
    if (!filtered && groups.length < 2) return null;
    return (
        <nav className="tabs" aria-label={t('operators.uncertain.groups')}>
            <Link to="/operators/uncertain" search={{}} activeOptions={{ exact: true }} aria-current={filtered ? undefined : 'page'}>
                {t('operators.uncertain.all')} <span className="n">{format.number(all.data?.waiting ?? 0)}</span>
            </Link>
            {which.run && (
                <Link to="/operators/uncertain" search={{ run: which.run }} aria-current="page">
                    {t('operators.uncertain.ofRun')}
                </Link>
            )}
            {groups.map(({ connectionId, connection, messageClass, waiting, oldest }) => (
                <Link
                    key={connectionId + messageClass}
                    to="/operators/uncertain"
                    search={{ connection: connectionId, messageClass }}
                    aria-current={which.connection === connectionId && which.messageClass === messageClass ? 'page' : undefined}
                >
                    {connection}, {t(`operators.uncertain.class.${messageClass}`)} <span className="n">{format.number(waiting)}</span>
                    {` · ${age(oldest)}`}
                </Link>
            ))}
        </nav>
    );
}

function Table({ items, chosen, onChoose }: { items: Uncertain[] | undefined; chosen: ReadonlySet<string>; onChoose: (chosen: ReadonlySet<string>) => void }) {
    const { t } = useTranslation();
    return (
        <table className={`ledger list fold ${css.list}`} role="table" aria-busy={!items}>
            <caption className="sr">{t('operators.uncertain.title')}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader">
                        <span className="sr">{t('operators.uncertain.column.choice')}</span>
                    </th>
                    {(['who', 'campaign', 'class', 'operator', 'reason'] as const).map((key) => (
                        <th key={key} role="columnheader">
                            {t(`operators.uncertain.column.${key}`)}
                        </th>
                    ))}
                    <th role="columnheader" className="r">
                        {t('operators.uncertain.column.age')}
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {items
                    ? items.map((one) => (
                          <Row
                              key={one.id}
                              one={one}
                              chosen={chosen.has(one.id)}
                              onChoose={() => {
                                  const next = new Set(chosen);
                                  if (!next.delete(one.id)) next.add(one.id);
                                  onChoose(next);
                              }}
                          />
                      ))
                    : [150, 120, 170, 140].map((width) => (
                          <tr key={width} role="row" aria-hidden="true">
                              {[20, width, 140, 84, 90, 180, 40].map((size, index) => (
                                  // The columns never change their order.
                                  // oxlint-disable-next-line react/no-array-index-key
                                  <td key={index} role="cell">
                                      <Bone width={size} height={14} />
                                  </td>
                              ))}
                          </tr>
                      ))}
            </tbody>
        </table>
    );
}

function Row({ one, chosen, onChoose }: { one: Uncertain; chosen: boolean; onChoose: () => void }) {
    const { t } = useTranslation();
    const format = useFormat();
    const age = useAge();
    const name = one.person?.name ?? null;
    return (
        <tr role="row">
            <td role="cell">
                {one.decided === null && (
                    <label className={css.check}>
                        <input type="checkbox" checked={chosen} onChange={onChoose} />
                        <span className="sr">{t('operators.uncertain.choose', { who: name ?? one.phone })}</span>
                    </label>
                )}
            </td>
            <td role="cell">
                {one.person ? (
                    <Link to="/recipients/$id" params={{ id: one.person.id }} className={css.name}>
                        {name ?? t('operators.uncertain.nameless')}
                    </Link>
                ) : (
                    <span className="muted">{t('operators.uncertain.nobody')}</span>
                )}{' '}
                <span className="n muted s14">{one.phone}</span>
            </td>
            <td role="cell">
                {one.runId === null ? (
                    <span className="muted">{t('operators.uncertain.test')}</span>
                ) : (
                    <Link to="/runs/$id" params={{ id: one.runId }}>
                        {one.campaignName}
                    </Link>
                )}
            </td>
            <td role="cell">{t(`operators.uncertain.class.${one.messageClass}`)}</td>
            <td role="cell">{one.connection}</td>
            <td role="cell">
                {one.decided ? (
                    <>
                        <Word tone="run">{t(`operators.uncertain.decided.${one.decided.what}`)}</Word>{' '}
                        <span className="muted s14">
                            {t(one.connectionOn ? 'operators.uncertain.decided.soon' : 'operators.uncertain.decided.whenOn', {
                                by: one.decided.by,
                                at: format.moment(one.decided.at),
                                connection: one.connection,
                            })}
                        </span>
                    </>
                ) : (
                    <>
                        {t(`operators.uncertain.reason.${one.reason}`)}
                        {one.parts > 1 && <span className="muted n"> {t('operators.uncertain.parts', { unclear: one.unclear, parts: one.parts })}</span>}
                    </>
                )}
            </td>
            <td role="cell" className="r n muted">
                <time dateTime={one.since} title={format.moment(one.since)}>
                    {age(one.since)}
                </time>
            </td>
        </tr>
    );
}

/** What came of a decision, all of it: whatever was left out has its reason. */
function Said({ verdict }: { verdict: Verdict }) {
    const { t } = useTranslation();
    return (
        <>
            {t('operators.uncertain.said.decided', { count: verdict.decided })}
            {(['gone', 'stopped', 'forbidden', 'later'] as const).map((key) => verdict[key] > 0 && ` ${t(`operators.uncertain.said.${key}`, { count: verdict[key] })}`)}
        </>
    );
}
