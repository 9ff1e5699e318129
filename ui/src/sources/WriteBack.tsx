import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Dialog } from '@/shared/Dialog';
import { Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { endWriteBack, type Source, type WriteBack as Now, writeBackQuery } from './api';
import css from './Sources.module.css';
import { WriteBackForm } from './WriteBackForm';

/** Results of messages on their way back to the source. Nothing where it can't be written to, or has no clients of its own. */
export function WriteBack({ source }: { source: Source }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const practice = useSession()?.practice ?? false;
    const { data: now, error, refetch } = useQuery(writeBackQuery(source.id));
    const [editing, setEditing] = useState(false);
    const heading = useRef<HTMLHeadingElement>(null);
    const shown = useRef(editing);
    // The button that was pressed is gone.
    useEffect(() => {
        if (shown.current === editing) return;
        shown.current = editing;
        heading.current?.focus();
    }, [editing]);
    const mayBegin = !practice && source.target === 'client' && now !== undefined && now.asks.length > 0;
    if (now ? !now.on && !mayBegin : !error) return null;
    return (
        <section className={css.part}>
            <h2 ref={heading} tabIndex={-1} className={css.told}>
                {t('sources.back.title')}
            </h2>
            {!now ? (
                <div className={css.trouble} role="alert">
                    <p>{problemText(error)}</p>
                    <Button onClick={() => void refetch()}>{t('again')}</Button>
                </div>
            ) : editing ? (
                <WriteBackForm source={source} now={now} onClose={() => setEditing(false)} />
            ) : now.on ? (
                <On source={source} now={now} mayChange={mayBegin} practice={practice} onChange={() => setEditing(true)} />
            ) : (
                <>
                    <p className={css.hint}>{t('sources.back.off')}</p>
                    <div className={css.acts}>
                        <Button onClick={() => setEditing(true)}>{t('sources.back.begin')}</Button>
                    </div>
                </>
            )}
        </section>
    );
}

type OnProps = { source: Source; now: Now; mayChange: boolean; practice: boolean; onChange: () => void };

function On({ source, now, mayChange, practice, onChange }: OnProps) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <>
            {now.problem !== null && (
                <p className={css.trouble}>
                    <b>{now.problem}</b> {t('sources.back.goesOn')}
                </p>
            )}
            <dl className={css.setup}>
                {now.asks
                    .filter(({ type }) => type !== 'secret')
                    .map(({ key, title }) => (
                        <div key={key}>
                            <dt>{title}</dt>
                            <dd>{now.options[key]}</dd>
                        </div>
                    ))}
                <div>
                    <dt>{t('sources.back.kinds')}</dt>
                    <dd>
                        <ul>
                            {now.kinds.map((kind) => (
                                <li key={kind}>{t(`sources.back.kind.${kind}`)}</li>
                            ))}
                        </ul>
                    </dd>
                </div>
                <div>
                    <dt>{t('sources.back.far')}</dt>
                    <dd>{now.writtenAt === null ? t('sources.back.nothing') : t('sources.back.written', { count: now.written, at: format.moment(now.writtenAt) })}</dd>
                </div>
            </dl>
            {!practice && (
                <div className={css.acts}>
                    {mayChange && <Button onClick={onChange}>{t('sources.back.change')}</Button>}
                    <End source={source} />
                </div>
            )}
        </>
    );
}

/** What is written stays there; what comes later is not told any more. */
function End({ source }: { source: Source }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [asking, setAsking] = useState(false);
    const ending = useMutation({
        mutationFn: () => endWriteBack(source.id),
        onSuccess: async () => {
            notify(t('sources.back.ended'));
            setAsking(false);
            await client.invalidateQueries({ queryKey: writeBackQuery(source.id).queryKey });
        },
    });
    return (
        <>
            <Button
                variant="stop"
                onClick={() => {
                    ending.reset();
                    setAsking(true);
                }}
            >
                {t('sources.back.end')}
            </Button>
            <Dialog opened={asking} onClose={() => setAsking(false)} width={480} title={t('sources.back.endTitle')}>
                <p>{t('sources.back.endText')}</p>
                <Refusal>{ending.isError && problemText(ending.error)}</Refusal>
                <div className="buttons">
                    <Button data-autofocus onClick={() => setAsking(false)}>
                        {t('sources.order.leave')}
                    </Button>
                    <Button
                        variant="final"
                        aria-disabled={ending.isPending}
                        onClick={() => {
                            if (!ending.isPending) ending.mutate();
                        }}
                    >
                        {ending.isPending ? t('sources.order.busy') : t('sources.back.end')}
                    </Button>
                </div>
            </Dialog>
        </>
    );
}
