import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { type Selection, selectionQuery } from './api';
import { History } from './History';
import { Launches } from './Launches';
import { Orders } from './Orders';
import { RemoveSelection } from './RemoveSelection';
import css from './Selections.module.css';
import { StateWord } from './StateWord';
import { useSchedule } from './useSchedule';

/** One selection: who is in it, what texts can say of them, and what its runs did. */
export function SelectionPage({ id }: { id: string }) {
    const { t } = useTranslation();
    const query = useQuery(selectionQuery(id));
    const selection = query.data;
    useTitle(selection?.name ?? t('selections.title'));
    if (!selection && query.isError) return <Failure title={t('selections.oneFailed')} error={query.error} onRetry={() => void query.refetch()} />;
    return (
        <>
            <Link to="/selections" className={css.back}>
                {t('selections.title')}
            </Link>
            {selection ? (
                <Known selection={selection} />
            ) : (
                <div aria-busy="true">
                    <h1>
                        <Bone width={260} height={28} />
                    </h1>
                    <p className="sr" role="status">
                        {t('loading')}
                    </p>
                </div>
            )}
        </>
    );
}

function Known({ selection }: { selection: Selection }) {
    const { t } = useTranslation();
    const format = useFormat();
    const session = useSession();
    const schedule = useSchedule();
    const { id, name, whole, lastRun, variables, match } = selection;
    const edits = can(session, 'administer') && !session?.practice;
    return (
        <>
            <header className={css.bar}>
                <div>
                    <h1>{name}</h1>
                    <p className={css.sub}>
                        <StateWord run={lastRun} /> {schedule(selection)}
                    </p>
                </div>
                {edits && (
                    <Link to="/selections/$id/edit" params={{ id }} className="act">
                        {t('selections.edit')}
                    </Link>
                )}
            </header>
            {lastRun?.problem && (
                <p role="alert" className={css.trouble}>
                    {lastRun.problem}
                </p>
            )}
            <Orders selection={selection} />
            <dl className={css.setup}>
                <div>
                    <dt>{t('selections.now')}</dt>
                    <dd>{whole === null ? t('selections.nobodyYet') : t('selections.people', { count: whole.people, at: format.moment(whole.finishedAt ?? whole.startedAt) })}</dd>
                </div>
                <div>
                    <dt>{t('selections.knownBy')}</dt>
                    <dd>{t(`selections.match.${match}`)}</dd>
                </div>
                <div>
                    <dt>{t('selections.inTexts')}</dt>
                    <dd>{variables.length === 0 ? t('selections.noVariables') : variables.map((one) => `{${one.name}}`).join(' ')}</dd>
                </div>
            </dl>
            <Launches selection={selection} />
            <History selection={selection} />
            {edits && <RemoveSelection selection={selection} />}
        </>
    );
}
