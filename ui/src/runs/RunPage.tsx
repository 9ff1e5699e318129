import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ApiProblem } from '@/shared/api';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { command, type RunCommand, runQuery } from './api';
import { Ahead } from './Ahead';
import { Connections } from './Connections';
import { Correction } from './Correction';
import { Events } from './Events';
import { Plume } from './Plume';
import { isAhead, isOver, lastOf, type RunProgress, sent, skipped, unplanned } from './progress';
import css from './RunPage.module.css';
import { RunSkeleton } from './RunSkeleton';
import { StatusWord } from './StatusWord';
import { StopDialog } from './StopDialog';
import { Tally } from './Tally';
import { useRun } from './useRun';
import { Zones } from './Zones';
import { useWhen } from './useWhen';

/** «Ход рассылки»: what is out, what waits and, for those who write campaigns, the means to pause, stop or repeat it. */
export function RunPage({ writes, decides }: { writes: boolean; decides: boolean }) {
    const { id = '' } = useParams({ strict: false });
    return <Opened key={id} id={id} writes={writes} decides={decides} />;
}

function Opened({ id, writes, decides }: { id: string; writes: boolean; decides: boolean }) {
    const { t } = useTranslation();
    const { data: run, error, refetch, lost, dataUpdatedAt } = useRun(id);
    useTitle(run?.campaignName ?? t('run.title'));
    if (run) return <Running run={run} writes={writes} decides={decides} lost={lost} heardAt={dataUpdatedAt} />;
    if (!error) return <RunSkeleton />;
    const gone = error instanceof ApiProblem && error.status === 404;
    return gone ? (
        <Failure title={t('run.missing')} error={error} />
    ) : (
        <Failure title={t('run.failed')} error={error} onRetry={() => void refetch()} />
    );
}

function Running({ run, writes, decides, lost, heardAt }: { run: RunProgress; writes: boolean; decides: boolean; lost: boolean; heardAt: number }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <>
            {/* Always on the page, so that it is heard when it fills. */}
            <div role="status" className={css.notice}>
                {lost && <p>{t(lostText(run), { time: format.clock(heardAt) })}</p>}
            </div>
            <header className={css.head}>
                <div>
                    <h1>{run.campaignName}</h1>
                    <Sentence run={run} />
                </div>
                {writes && !isOver(run) && !isAhead(run) && <Actions run={run} />}
                {isOver(run) && run.status !== 'cancelled' && (
                    <p className={css.onward}>
                        <Link to="/runs/$id/report" params={{ id: run.id }} className="act">
                            {t('run.report')}
                        </Link>
                    </p>
                )}
            </header>
            {isAhead(run) ? (
                <Ahead run={run} writes={writes} />
            ) : run.status === 'cancelled' ? (
                <p className={css.lead}>
                    {t('run.cancelledText')}{' '}
                    <Link to="/campaigns/$id" params={{ id: run.campaignId }}>
                        {t('run.openDraft')}
                    </Link>
                </p>
            ) : (
                <>
                    {writes && <Correction run={run} />}
                    <Plume run={run} />
                    <Tally run={run} decides={decides} />
                    <div className={css.split}>
                        <Connections run={run} />
                        <Zones run={run} />
                    </div>
                    <Events run={run} writes={writes} decides={decides} />
                </>
            )}
        </>
    );
}

function lostText(run: RunProgress) {
    if (isOver(run)) return 'run.lost.over' as const;
    return run.status === 'paused' ? ('run.lost.paused' as const) : ('run.lost.running' as const);
}

function Sentence({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const format = useFormat();
    const when = useWhen();
    const paused = lastOf(run, 'paused');
    const stopped = lastOf(run, 'stopped');
    const by = run.status === 'paused' ? paused?.by : run.status === 'stopped' ? stopped?.by : null;
    const at = {
        held: run.startsAt ?? run.startedAt,
        scheduled: run.startsAt ?? run.startedAt,
        cancelled: run.finishedAt ?? lastOf(run, 'cancelled')?.at ?? run.startedAt,
        planning: run.startedAt,
        running: run.startedAt,
        paused: paused?.at ?? run.startedAt,
        stopped: run.finishedAt ?? stopped?.at ?? run.startedAt,
        finished: run.finishedAt ?? run.startedAt,
    }[run.status];
    const left = run.queued + unplanned(run);
    const values = {
        at: format.moment(at),
        when: when(at),
        sent: format.number(sent(run)),
        total: format.number(run.recipients),
        finish: run.finishForecast ? format.moment(run.finishForecast) : '',
        left: format.number(left),
        unsent: format.number(skipped(run)),
    };
    const bold = { b: <b className="n" /> };
    return (
        <p className={css.sentence}>
            <StatusWord status={run.status} /> <Trans t={t} i18nKey={`run.at.${run.status}`} values={values} components={bold} />
            {by ? `, ${by}` : ''}.{' '}
            {!isAhead(run) && run.status !== 'cancelled' && (
                <>
                    <Trans t={t} i18nKey={run.status === 'running' && run.finishForecast ? 'run.sentUntil' : 'run.sent'} values={values} components={bold} />{' '}
                    {run.status === 'paused' && left > 0 && <Trans t={t} i18nKey="run.waiting" count={left} values={values} components={bold} />}
                </>
            )}
        </p>
    );
}

function Actions({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [stopping, setStopping] = useState(false);
    const ordered = useMutation({
        mutationFn: (what: RunCommand) => command(run.id, what),
        onSuccess: (next) => {
            client.setQueryData(runQuery(run.id).queryKey, next);
            setStopping(false);
        },
        // A refusal mostly means that the run has moved on meanwhile: show where it is.
        onError: () => client.invalidateQueries({ queryKey: runQuery(run.id).queryKey }),
    });
    const order = (what: RunCommand) => {
        if (!ordered.isPending) ordered.mutate(what);
    };
    const refusal = ordered.isError ? problemText(ordered.error) : null;
    const resting = run.status === 'paused';
    return (
        <div className={css.acts}>
            <Button onClick={() => order(resting ? 'resume' : 'pause')} aria-disabled={ordered.isPending}>
                {resting ? (
                    <svg viewBox="0 0 10 12" width="10" height="12" fill="currentColor" aria-hidden="true">
                        <path d="M1 0l9 6-9 6z" />
                    </svg>
                ) : (
                    <svg viewBox="0 0 10 12" width="10" height="12" fill="currentColor" aria-hidden="true">
                        <path d="M0 0h3v12H0zM7 0h3v12H7z" />
                    </svg>
                )}
                {resting ? t('run.resume') : t('run.pause')}
            </Button>
            <Button
                variant="stop"
                onClick={() => {
                    ordered.reset();
                    setStopping(true);
                }}
            >
                {t('run.stop')}
            </Button>
            <p>{resting ? t('run.actsNotePaused') : t('run.actsNote')}</p>
            <p className={css.refusal} role="alert">
                {!stopping && refusal}
            </p>
            <StopDialog
                run={run}
                opened={stopping}
                busy={ordered.isPending}
                refusal={refusal}
                onClose={() => setStopping(false)}
                onStop={() => order('stop')}
            />
        </div>
    );
}
