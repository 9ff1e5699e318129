import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FILE_KINDS, MOST_BYTES, refusal } from '@/shared/tableFile';
import { Tail } from '@/shared/Tail';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { importQuery, importsQuery, SAMPLE_ADDRESS, sendFile } from './api';
import css from './FileDrop.module.css';
import type { Import } from './recipient';
import { useSize } from './useSize';

/** Takes a table of clients: dropped or chosen. Shows how far it is on its way; one can think better of it until it is there. */
export function FileDrop({ onSent, quiet = false }: { onSent: (one: Import) => void; quiet?: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    const size = useSize();
    const problemText = useProblemText();
    const client = useQueryClient();
    const most = format.number(MOST_BYTES / 1_000_000);
    const input = useRef<HTMLInputElement>(null);
    const giving = useRef<AbortController | null>(null);
    const [over, setOver] = useState(false);
    const [share, setShare] = useState(0);
    const [refused, setRefused] = useState<{ why: 'kind' | 'size' | 'empty'; name: string } | null>(null);
    const sending = useMutation({
        mutationFn: (file: File) => {
            giving.current = new AbortController();
            setShare(0);
            return sendFile(file, setShare, giving.current.signal);
        },
        onSuccess: (one) => {
            client.setQueryData(importQuery(one.id).queryKey, one);
            void client.invalidateQueries({ queryKey: importsQuery.queryKey });
            onSent(one);
        },
    });
    useEffect(() => () => giving.current?.abort(), []);

    const take = (file: File | undefined) => {
        if (!file || sending.isPending) return;
        const why = refusal(file);
        setRefused(why && { why, name: file.name });
        if (why === null) sending.mutate(file);
    };
    const drop = (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
    };
    const givenUp = sending.error instanceof DOMException && sending.error.name === 'AbortError';
    const file = sending.variables;
    return (
        <div
            className={css.drop}
            data-over={over || undefined}
            onDragOver={(event) => {
                event.preventDefault();
                setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={drop}
        >
            {sending.isPending && file ? (
                <div className={css.going}>
                    <p>
                        <b>{file.name}</b> <span className="muted n">{size(file.size)}</span>
                    </p>
                    <Tail done={share} still={false} label={t('imports.sent', { share: format.percent(share) })} />
                    <p role="status">{share < 1 ? t('imports.sent', { share: format.percent(share) }) : t('imports.reading')}</p>
                    <button type="button" className="act" onClick={() => giving.current?.abort()}>
                        {t('imports.abort')}
                    </button>
                </div>
            ) : (
                <>
                    <p className={css.words}>
                        <b>{quiet ? t('imports.dropMended') : t('imports.drop')}</b>
                        <span className="muted">{t('imports.kinds', { size: most })}</span>
                    </p>
                    <Button variant={quiet ? 'default' : 'filled'} onClick={() => input.current?.click()}>
                        {t('imports.choose')}
                    </Button>
                    {!quiet && (
                        <a href={SAMPLE_ADDRESS} download>
                            {t('recipients.sample')}
                        </a>
                    )}
                </>
            )}
            <input
                ref={input}
                className={css.input}
                type="file"
                accept={FILE_KINDS.join(',')}
                tabIndex={-1}
                aria-label={t('imports.choose')}
                onChange={(event) => {
                    take(event.currentTarget.files?.[0]);
                    event.currentTarget.value = '';
                }}
            />
            <div role="alert" className={css.refusal}>
                {refused && <p>{t(`file.refused.${refused.why}`, { name: refused.name, size: most })}</p>}
                {sending.isError && !refused && <p>{givenUp ? t('imports.givenUp') : problemText(sending.error)}</p>}
            </div>
        </div>
    );
}
