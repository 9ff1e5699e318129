import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { Failure } from '@/shared/Failure';
import { notify } from '@/shared/notices';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { change, type Connection, connectionsQuery, type Kind, kindsQuery, turn } from './api';
import { ConnectionForm } from './ConnectionForm';
import { FormWaiting } from './NewConnectionPage';
import css from './Operators.module.css';
import { Spared } from './Spared';
import { StateWord } from './StateWord';
import { TestSend } from './TestSend';
import { useDelay } from './useDelay';

/** One connection: how it does, its settings, and a message through it to a phone at hand. */
export function ConnectionPage() {
    const { t } = useTranslation();
    const { id } = useParams({ from: '/inside/operators/$id' });
    const connections = useQuery(connectionsQuery);
    const kinds = useQuery(kindsQuery);
    const connection = connections.data?.find((one) => one.id === id);
    useTitle(connection?.name ?? t('operators.title'));
    const broken = (!connections.data && connections.error) || (!kinds.data && kinds.error);
    if (broken) {
        return (
            <Failure
                title={t('operators.one.failed')}
                error={broken}
                onRetry={() => {
                    void connections.refetch();
                    void kinds.refetch();
                }}
            />
        );
    }
    if (connections.data && !connection) {
        return (
            <>
                <h1>{t('operators.one.missing')}</h1>
                <p className={css.sub}>
                    <Link to="/operators">{t('operators.one.all')}</Link>
                </p>
            </>
        );
    }
    if (!connection || !kinds.data) {
        return (
            <>
                <h1>
                    <span className="sr">{t('loading')}</span>
                    <Bone width={280} height={28} />
                </h1>
                <FormWaiting />
            </>
        );
    }
    const others = connections.data?.filter((one) => one.id !== id && one.practice === connection.practice) ?? [];
    return <Shown key={id} connection={connection} others={others} kinds={kinds.data} />;
}

type ShownProps = { connection: Connection; others: readonly Connection[]; kinds: readonly Kind[] };

function Shown({ connection, others, kinds }: ShownProps) {
    const { t } = useTranslation();
    const format = useFormat();
    const client = useQueryClient();
    const { health } = connection;
    const practising = useSession()?.practice ?? false;
    // The one for practice looks after itself.
    const ours = !connection.practice && !practising;
    const saving = useMutation({
        mutationFn: (settings: Parameters<typeof change>[1]) => change(connection.id, settings),
        onSuccess: async (saved) => {
            client.setQueryData(connectionsQuery.queryKey, (before) => before && { ...before, items: before.items.map((one) => (one.id === saved.id ? saved : one)) });
            await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
            notify(t('operators.one.saved'));
        },
    });
    return (
        <>
            <Link to="/operators" className={css.back}>
                {t('operators.title')}
            </Link>
            <header className={css.bar}>
                <div>
                    <h1>{t(`operators.one.heading.${health.state}`, { name: connection.name })}</h1>
                    <p className={css.sub}>
                        <StateWord connection={connection} />{' '}
                        {health.sessionsWanted > 0 && t('operators.one.sessions', { sessions: health.sessions, wanted: health.sessionsWanted })}
                    </p>
                </div>
                {ours && <Turn connection={connection} />}
            </header>
            {health.lastError !== null && (health.state === 'down' || health.state === 'partly') && (
                <p className={css.trouble}>
                    <b>{health.lastError}</b>
                    {health.lastErrorAt && ` ${format.moment(health.lastErrorAt)}.`} {t('operators.one.troubleHelp')}
                </p>
            )}
            <Spared connection={connection} className={css.sub} />
            <div className={css.columns}>
                <div className={css.form}>
                    {ours ? (
                        <ConnectionForm
                            kinds={kinds}
                            connection={connection}
                            others={others}
                            busy={saving.isPending}
                            error={saving.error}
                            onSave={(settings, saved) => saving.mutate(settings, { onSuccess: saved })}
                        />
                    ) : (
                        <p className={css.alone}>{t('operators.one.practice')}</p>
                    )}
                </div>
                <aside aria-label={t('operators.one.beside')}>
                    <Figures connection={connection} />
                    {connection.enabled && connection.practice === practising && <TestSend connection={connection} />}
                </aside>
            </div>
        </>
    );
}

function Figures({ connection: { health } }: { connection: Connection }) {
    const { t } = useTranslation();
    const format = useFormat();
    const delay = useDelay();
    return (
        <div className={css.figures}>
            <div className="fig">
                <b>{format.number(health.submittedLastHour)}</b>
                <span>{t('operators.one.sent')}</span>
            </div>
            {health.deliveredShare !== null && (
                <div className="fig">
                    <b>{format.share(health.deliveredShare)}</b>
                    <span>
                        {health.receiptDelaySeconds === null
                            ? t('operators.one.delivered')
                            : t('operators.one.deliveredAfter', { delay: delay(health.receiptDelaySeconds) })}
                    </span>
                </div>
            )}
            {health.queued > 0 && (
                <div className="fig">
                    <b>{format.number(health.queued)}</b>
                    <span>{t('operators.one.queued')}</span>
                </div>
            )}
        </div>
    );
}

function Turn({ connection }: { connection: Connection }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [asking, setAsking] = useState(false);
    const turning = useMutation({
        mutationFn: (on: boolean) => turn(connection.id, on),
        onSuccess: async (_, on) => {
            await client.invalidateQueries({ queryKey: connectionsQuery.queryKey });
            setAsking(false);
            notify(t(on ? 'operators.turn.isOn' : 'operators.turn.isOff', { name: connection.name }));
        },
    });
    const order = (on: boolean) => {
        if (!turning.isPending) turning.mutate(on);
    };
    const refusal = turning.isError ? problemText(turning.error) : null;
    return (
        <div>
            <div className={css.acts}>
                {connection.enabled ? (
                    <Button
                        onClick={() => {
                            turning.reset();
                            setAsking(true);
                        }}
                    >
                        {t('operators.turn.off')}
                    </Button>
                ) : (
                    <Button aria-disabled={turning.isPending} onClick={() => order(true)}>
                        {turning.isPending ? t('operators.turn.busy') : t('operators.turn.on')}
                    </Button>
                )}
            </div>
            <p role="alert" className={css.refusal}>
                {!asking && refusal}
            </p>
            <Dialog opened={asking} onClose={() => setAsking(false)} width={480} title={t('operators.turn.title', { name: connection.name })}>
                <p>{t('operators.turn.text')}</p>
                <p role="alert" className={css.refusal}>
                    {refusal}
                </p>
                <div className="buttons">
                    <Button data-autofocus onClick={() => setAsking(false)}>
                        {t('operators.turn.keep')}
                    </Button>
                    <Button variant="filled" aria-disabled={turning.isPending} onClick={() => order(false)}>
                        {turning.isPending ? t('operators.turn.busy') : t('operators.turn.off')}
                    </Button>
                </div>
            </Dialog>
        </div>
    );
}
