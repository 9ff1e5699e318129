import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Bone } from '@/shared/Bone';
import { ApiProblem } from '@/shared/api';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { eventKindsQuery, fieldsQuery, kindsQuery, type Run, runsQuery, type Source, sourceQuery } from './api';
import { CLIENT, CODE, columnOf, PHONE } from './draft';
import { History } from './History';
import { Orders } from './Orders';
import { RemoveSource } from './RemoveSource';
import css from './Sources.module.css';
import { StateWord } from './StateWord';
import { Tally } from './Tally';
import { useEventFields, useEventTitle } from './useEvents';
import { useNext, useSchedule } from './useSchedule';
import { WriteBack } from './WriteBack';

/** One source: how it does, what it did, how it is set up. */
export function SourcePage({ id }: { id: string }) {
    const { t } = useTranslation();
    const { data: source, error, refetch } = useQuery(sourceQuery(id));
    useTitle(source?.name ?? t('sources.title'));
    if (!source && error instanceof ApiProblem && error.status === 404) return <Missing />;
    if (!source && error) return <Failure title={t('sources.one.failed')} error={error} onRetry={() => void refetch()} />;
    return (
        <>
            <Link to="/sources" className={css.back}>
                {t('sources.title')}
            </Link>
            {source ? <Shown source={source} /> : <Waiting />}
        </>
    );
}

export function Missing() {
    const { t } = useTranslation();
    return (
        <>
            <h1>{t('sources.one.missing')}</h1>
            <p className={css.sub}>
                <Link to="/sources">{t('sources.one.all')}</Link>
            </p>
        </>
    );
}

export function Waiting() {
    const { t } = useTranslation();
    return (
        <div aria-busy="true">
            <h1>
                <span className="sr" role="status">
                    {t('loading')}
                </span>
                <Bone width={280} height={28} />
            </h1>
            {[420, 376, 376, 376].map((width, index) => (
                // The bones never change their order.
                // oxlint-disable-next-line react/no-array-index-key
                <p key={index} aria-hidden="true" className={css.begin}>
                    <Bone width={width} height={index === 0 ? 14 : 44} />
                </p>
            ))}
        </div>
    );
}

function Shown({ source }: { source: Source }) {
    const { t } = useTranslation();
    const format = useFormat();
    const navigate = useNavigate();
    const next = useNext()(source);
    const practice = useSession()?.practice ?? false;
    const { id, name, lastRun } = source;
    const running = lastRun?.status === 'running';
    return (
        <>
            <header className={css.bar}>
                <div>
                    <h1>{name}</h1>
                    <p className={css.sub}>
                        <StateWord run={lastRun} />{' '}
                        {lastRun !== null && !running && `${t(`sources.one.last.${lastRun.mode}`, { at: format.moment(lastRun.startedAt) })} `}
                        {next !== null && !running && t('sources.one.next', { at: next })}
                    </p>
                </div>
                {!practice && (
                    <Button className={css.edit ?? ''} onClick={() => void navigate({ to: '/sources/$id/edit', params: { id } })}>
                        {t('sources.one.edit')}
                    </Button>
                )}
            </header>
            {practice && <p className={css.note}>{t('sources.practice')}</p>}
            {lastRun !== null && !running && lastRun.problem !== null && (
                <p className={css.trouble}>
                    <b>{lastRun.problem}</b> {t('sources.one.troubleHelp')}
                </p>
            )}
            {lastRun === null && !practice && <p className={css.note}>{t(source.target === 'event' ? 'sources.one.neverReadEvents' : 'sources.one.neverRead')}</p>}
            {running && <Running source={source} run={lastRun} />}
            {!practice && <Orders source={source} />}
            {lastRun !== null && !running && (
                <section className={css.part}>
                    <h2>{t(lastRun.mode === 'dry' ? 'sources.tally.would' : 'sources.tally.title')}</h2>
                    <Tally run={lastRun} target={source.target} />
                    {lastRun.bad > 0 && (
                        <p className={css.after}>
                            <Link to="/sources/$id/runs/$run" params={{ id, run: lastRun.id }}>
                                {t('sources.seeBad')}
                            </Link>
                        </p>
                    )}
                </section>
            )}
            <History source={source} />
            <SetUp source={source} />
            <WriteBack source={source} />
            {!practice && <RemoveSource source={source} />}
        </>
    );
}

/** What is being read, and how much of what there was the last time. */
export function Running({ source, run }: { source: Source; run: Run }) {
    const { t } = useTranslation();
    const format = useFormat();
    const runs = useInfiniteQuery(runsQuery(source.id, source.lastRun));
    const whole = runs.data?.pages.flatMap(({ items }) => items).find(({ id, mode, status, read }) => id !== run.id && mode !== 'incremental' && status === 'done' && read > 0);
    const share = run.mode === 'incremental' || !whole ? null : Math.min(run.read / whole.read, 0.99);
    return (
        <section className={css.part} aria-label={t('sources.running.label')}>
            <p className={css.lead}>
                {run.read === 0 ? t('sources.running.begins') : t(`sources.running.text.${run.mode}`)}
                {whole && share !== null && ` ${t('sources.running.before', { number: format.number(whole.read) })}`}
            </p>
            {share !== null && (
                <div
                    className={css.progress}
                    role="progressbar"
                    aria-label={t('sources.running.label')}
                    aria-valuemin={0}
                    aria-valuemax={100}
                    aria-valuenow={Math.floor(share * 100)}
                    aria-valuetext={t('sources.running.aloud', { count: run.read })}
                >
                    <i style={{ width: `${Math.floor(share * 100)}%` }} />
                </div>
            )}
            <Tally run={run} target={source.target} />
        </section>
    );
}

/** How the source is set up, in words. */
function SetUp({ source }: { source: Source }) {
    const { t } = useTranslation();
    const format = useFormat();
    const schedule = useSchedule();
    const kinds = useQuery(kindsQuery);
    const fields = useQuery(fieldsQuery);
    const isEvent = source.target === 'event';
    const events = useQuery({ ...eventKindsQuery, enabled: isEvent });
    const eventTitle = useEventTitle();
    const eventFields = useEventFields();
    const kind = kinds.data?.find((one) => one.kind === source.kind);
    const eventKind = events.data?.find(({ key }) => key === source.eventKind) ?? null;
    const offered = isEvent ? eventFields(eventKind) : fields.data;
    const titleOf = (key: string) => offered?.find((one) => one.key === key)?.title ?? key;
    const options = (kind?.options ?? []).filter(({ type, key }) => type !== 'secret' && type !== 'lines' && (source.options[key] ?? '') !== '');
    const lines: [string, ReactNode][] = [
        [t('sources.setup.kind'), kind?.title ?? source.kind],
        ...options.map(({ key, title, choices }): [string, ReactNode] => [title, choices.find(({ code }) => code === source.options[key])?.title ?? source.options[key]]),
        [t('sources.setup.entity'), source.entity],
        [t('sources.table.row'), isEvent ? t('sources.setup.event', { kind: eventKind ? eventTitle(eventKind) : (source.eventKind ?? '') }) : t('sources.table.client')],
        [t('sources.setup.key'), source.key],
        [t('sources.setup.changed'), source.changed ?? t('sources.setup.noChanged')],
        [
            t('sources.setup.match'),
            source.match === CODE ? t('sources.setup.byCode', { column: columnOf(source.mapping, isEvent ? CLIENT : CODE) ?? '' }) : t('sources.setup.byPhone', { column: columnOf(source.mapping, PHONE) ?? '' }),
        ],
        [t('sources.setup.schedule'), schedule(source)],
        ...(isEvent ? [] : [[t('sources.setup.missing'), source.removesMissing ? t('sources.setup.removes', { number: source.mostRemoved }) : t('sources.setup.keeps')] as [string, ReactNode]]),
        ...(source.rowsPerSecond > 0 ? [[t('sources.setup.rate'), t('sources.setup.rows', { number: format.number(source.rowsPerSecond) })] as [string, ReactNode]] : []),
    ];
    return (
        <section className={css.part}>
            <h2>{t('sources.setup.title')}</h2>
            <dl className={css.setup}>
                {lines.map(([title, value]) => (
                    <div key={title}>
                        <dt>{title}</dt>
                        <dd>{value}</dd>
                    </div>
                ))}
                <div>
                    <dt>{t('sources.setup.fields')}</dt>
                    <dd>
                        <ul>
                            {source.mapping.map(({ column, field, conflict }) => (
                                <li key={field}>
                                    {column} → {titleOf(field)}
                                    {field !== CODE && conflict !== 'source' && <span className="muted">, {t(`sources.ruleShort.${conflict}`)}</span>}
                                </li>
                            ))}
                        </ul>
                    </dd>
                </div>
            </dl>
        </section>
    );
}
