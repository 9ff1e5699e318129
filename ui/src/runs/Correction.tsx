import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '@/shared/useProblemText';
import { type RunProgress, sent } from './progress';
import css from './RunPage.module.css';
import { useRepeat } from './useRepeat';

/** After a stop: those already reached can be told that it was a mistake. */
export function Correction({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const writing = useRepeat(run.id, 'what');
    const reached = Math.max(0, sent(run) - run.failed);
    if (run.status !== 'stopped' || reached === 0) return null;
    return (
        <section className={css.undo} aria-label={t('run.correction.title')}>
            <p>
                {t('run.correction.text', { count: reached })}
                {writing.isError && (
                    <span role="alert" className={css.beside}>
                        {' '}
                        {problemText(writing.error)}
                    </span>
                )}
            </p>
            <Button
                aria-disabled={writing.isPending}
                onClick={() => {
                    if (!writing.isPending) writing.mutate(['delivered', 'pending', 'uncertain']);
                }}
            >
                {t('run.correction.write')}
            </Button>
        </section>
    );
}
