import { Button } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Task } from './api';
import css from './Home.module.css';

const VERBS = { 'connection-down': 'open', 'run-paused': 'look', 'run-failed': 'mend' } as const;

/** What waits for somebody, each with the one thing to do. */
export function Tasks({ tasks }: { tasks: readonly Task[] }) {
    const { t } = useTranslation();
    const router = useRouter();
    if (tasks.length === 0) return null;
    return (
        <ul className={css.tasks} aria-label={t('home.tasks')}>
            {tasks.map((task) => {
                const to = addressOf(task);
                const verb = t(`home.verb.${VERBS[task.kind as keyof typeof VERBS] ?? 'look'}`);
                return (
                    <li key={`${task.kind} ${to}`}>
                        <div>
                            <Link to={to as '/'} className={css.task}>
                                {task.title}
                            </Link>
                            <p>{task.detail}</p>
                        </div>
                        <Button
                            component="a"
                            href={to}
                            aria-label={`${verb}: ${task.title}`}
                            onClick={(event) => {
                                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                                event.preventDefault();
                                router.history.push(to);
                            }}
                        >
                            {verb}
                        </Button>
                    </li>
                );
            })}
        </ul>
    );
}

function addressOf({ runId, campaignId, connectionId }: Task): string {
    if (connectionId !== null) return `/operators/${encodeURIComponent(connectionId)}`;
    if (runId !== null) return `/runs/${encodeURIComponent(runId)}`;
    return campaignId === null ? '/campaigns' : `/campaigns/${encodeURIComponent(campaignId)}`;
}
