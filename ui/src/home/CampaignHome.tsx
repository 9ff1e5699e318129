import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { can, type Session } from '@/access';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useWorded } from '@/shared/useWorded';
import { type Home, pageQuery } from './api';
import { Finished } from './Finished';
import { FirstSteps } from './FirstSteps';
import css from './Home.module.css';
import { Operators } from './Operators';
import { People } from './People';
import { Running } from './Running';
import { Tasks } from './Tasks';
import { useToday } from './useToday';

/** The page of those who make campaigns, approve them or read what came of them; the administrator's has operators and people beside it. */
export function CampaignHome({ session, name }: { session: Session; name: string }) {
    const { t } = useTranslation();
    const today = useToday();
    const query = useQuery(pageQuery);
    const home = query.data;
    const makes = can(session, 'campaigns.write');
    const looksAfter = session.role === 'administrator';
    if (!home && query.isError) return <Failure title={t('home.failed')} error={query.error} onRetry={() => void query.refetch()} />;
    const blank = home !== undefined && isBlank(home);
    return (
        <div className={css.home} aria-busy={!home}>
            <header className={css.top}>
                <p className="muted s14 n">{today}</p>
                <h1>
                    {home ? (
                        <Heading home={home} name={name} makes={makes} />
                    ) : (
                        <>
                            <span className="sr" role="status">
                                {t('loading')}
                            </span>
                            <Bone width={320} height={28} />
                        </>
                    )}
                </h1>
            </header>
            {makes && <Wing />}
            <div className={css.main}>
                {home ? (
                    <>
                        <Tasks tasks={home.tasks} />
                        {looksAfter && <Operators />}
                        {home.running.length > 0 && <Running runs={home.running} />}
                        {home.finished.length > 0 && <Finished runs={home.finished} repeats={makes} />}
                        {blank && (makes ? <FirstSteps of={session.practice ? 'practice' : looksAfter ? 'administrator' : 'manager'} /> : <p className={css.said}>{t('home.nothingYet')}</p>)}
                    </>
                ) : (
                    <Waiting />
                )}
            </div>
            <aside className={css.side} aria-label={t('home.aside')}>
                {home && makes && <Drafts home={home} />}
                {home && home.planned.length > 0 && <Plan home={home} />}
                {looksAfter && <People />}
                {session.role === 'approver' && <p className={css.note}>{t('home.approver')}</p>}
            </aside>
        </div>
    );
}

function isBlank(home: Home): boolean {
    return [home.tasks, home.drafts, home.running, home.planned, home.finished].every((list) => list.length === 0);
}

function Heading({ home, name, makes }: { home: Home; name: string; makes: boolean }) {
    const { t } = useTranslation();
    const worded = useWorded();
    const count = home.tasks.length;
    if (count > 0) return t('home.waiting', { count, name, number: worded(count) });
    if (isBlank(home)) return makes ? t('home.begin', { name }) : t('home.quiet', { name });
    if (home.running.length > 0) return t('home.running', { count: home.running.length, name });
    return t('home.quiet', { name });
}

/** The one big button, shaped as the wing; nowhere else. */
function Wing() {
    const { t } = useTranslation();
    return (
        <Link to="/campaigns/new" className={css.wing}>
            <b>{t('home.wing.title')}</b>
            <span>{t('home.wing.text')}</span>
            <i aria-hidden="true" />
            <i aria-hidden="true" />
            <i aria-hidden="true" />
        </Link>
    );
}

function Drafts({ home }: { home: Home }) {
    const { t } = useTranslation();
    const [last, ...others] = home.drafts;
    if (!last) return null;
    const title = (draft: typeof last) => (draft.name.trim() === '' ? t('home.draft.nameless') : t('home.draft.named', { name: draft.name }));
    return (
        <div className={css.resume}>
            <p>
                {t('home.draft.goOn')}{' '}
                <Link to={`/campaigns/${last.id}/${last.step}` as '/'} className={css.draft}>
                    {title(last)}
                </Link>
                {t(`home.draft.step.${last.step}`)}
            </p>
            {others.length > 0 && (
                <p>
                    {t('home.draft.others')}{' '}
                    {others.map((draft, index) => (
                        <span key={draft.id}>
                            {index > 0 && ', '}
                            <Link to={`/campaigns/${draft.id}/${draft.step}` as '/'} className={css.draft}>
                                {title(draft)}
                            </Link>
                        </span>
                    ))}
                </p>
            )}
        </div>
    );
}

function Plan({ home }: { home: Home }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <section className={css.part}>
            <h2>{t('home.plan.title')}</h2>
            <ul className={css.agenda}>
                {home.planned.map((one) => (
                    <li key={one.runId}>
                        <time dateTime={one.startsAt}>{format.moment(one.startsAt)}</time>
                        <span>
                            <Link to="/runs/$id" params={{ id: one.runId }} className={css.name}>
                                {one.name}
                            </Link>
                            <em>{t('home.plan.people', { count: one.recipients })}</em>
                        </span>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function Waiting() {
    return (
        <div aria-hidden="true">
            <ul className={css.tasks}>
                {[340, 290].map((width) => (
                    <li key={width}>
                        <Bone width={width} height={18} />
                    </li>
                ))}
            </ul>
            <div className={css.bones}>
                {[220, 190, 240, 200, 180, 230].map((width) => (
                    <p key={width}>
                        <Bone width={width} height={14} />
                    </p>
                ))}
            </div>
        </div>
    );
}
