import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { useFormat } from '@/shared/useFormat';
import { Word } from '@/shared/Word';
import { answersQuery } from './api';
import { Beside } from './Beside';
import type { RunProgress } from './progress';
import css from './RunPage.module.css';

/** What people wrote back, in numbers, with the answers themselves one press away. */
export function Answers({ run }: { run: RunProgress }) {
    const { t } = useTranslation();
    const [opened, setOpened] = useState(false);
    return (
        <section>
            <h2>{t('run.replies.title')}</h2>
            <p>
                {run.replies === 0 && run.optOuts === 0
                    ? t('run.replies.none')
                    : `${t('run.replies.count', { count: run.replies })} ${t('run.replies.optOuts', { count: run.optOuts })}`}
            </p>
            {run.replies > 0 && (
                <p className={css.links}>
                    <button type="button" className="act" aria-haspopup="dialog" onClick={() => setOpened(true)}>
                        {t('run.replies.read')}
                    </button>
                </p>
            )}
            <Dialog opened={opened} onClose={() => setOpened(false)} width={680} title={t('run.replies.title')}>
                <List id={run.id} />
                <div className="buttons">
                    <Button data-autofocus onClick={() => setOpened(false)}>
                        {t('run.replies.close')}
                    </Button>
                </div>
            </Dialog>
        </section>
    );
}

function List({ id }: { id: string }) {
    const { t } = useTranslation();
    const format = useFormat();
    const answers = useInfiniteQuery(answersQuery(id));
    if (answers.isLoadingError) return <Beside error={answers.error} onRetry={() => void answers.refetch()} />;
    if (!answers.data) {
        return (
            <p role="status">
                <span className="sr">{t('loading')}</span>
                <Bone width="80%" height={14} />
            </p>
        );
    }
    return (
        <>
            <ol className={css.answers}>
                {answers.data.pages
                    .flatMap(({ items }) => items)
                    .map((answer) => (
                        <li key={answer.id}>
                            <p>
                                {answer.text} {answer.optOut && <Word tone="warn">{t('run.replies.optedOut')}</Word>}
                            </p>
                            <p className="muted s14">
                                {answer.person ? `${answer.person.name ?? t('run.people.nameless')}, ${answer.person.phone}` : t('run.people.erased')},{' '}
                                <time dateTime={answer.at}>{format.moment(answer.at)}</time>
                            </p>
                        </li>
                    ))}
            </ol>
            {answers.hasNextPage && (
                <button type="button" className="act" onClick={() => void answers.fetchNextPage()}>
                    {t('run.people.more')}
                </button>
            )}
        </>
    );
}
