import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/shared/api';
import { useProblemText } from '@/shared/useProblemText';
import { sendToMyself, testMessageQuery, type Wording } from './api';
import css from './SendToMyself.module.css';

/** The message on one's own phone, and what became of it, as it becomes known. */
export function SendToMyself({ wording, example, criteria }: { wording: Wording; example: string | null; criteria: unknown }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const sending = useMutation({ mutationFn: () => sendToMyself(wording, example, criteria) });
    const id = sending.data?.id;
    const message = useQuery({ ...testMessageQuery(id ?? ''), enabled: id !== undefined });
    const noPhone = sending.error instanceof ApiProblem && sending.error.code === 'no-own-phone';
    const empty = wording.text.trim() === '';
    const blocked = sending.isPending || empty;
    const { state, reason } = message.data ?? {};
    const said = useRef<HTMLDivElement>(null);
    // The ledge at the foot of the page would hide what went wrong.
    useEffect(() => {
        if (sending.isError) said.current?.scrollIntoView({ block: 'nearest' });
    }, [sending.isError]);
    return (
        <>
            <Button
                fullWidth
                aria-disabled={blocked}
                onClick={() => {
                    if (!blocked) sending.mutate();
                }}
            >
                {sending.isPending ? t('editor.self.busy') : t('editor.self.send')}
            </Button>
            <div className={css.said} ref={said}>
                <p role="status">
                    {sending.isSuccess && (state === 'failed' && reason ? t('editor.self.failedWhy', { reason }) : t(`editor.self.state.${state ?? 'queued'}`))}
                </p>
                <div role="alert" className={css.refused}>
                    {noPhone ? (
                        <p>
                            {t('editor.self.noPhone')} <Link to="/profile">{t('editor.self.profile')}</Link>
                        </p>
                    ) : (
                        (sending.isError || message.isError) && <p>{problemText(sending.error ?? message.error)}</p>
                    )}
                </div>
            </div>
        </>
    );
}
