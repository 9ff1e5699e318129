import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useRouter } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useTitle } from '@/shared/useTitle';
import css from './Help.module.css';
import { type Block, blocksOf, type Piece } from './markdown';
import { isTopic, textOf, type Topic, TOPICS } from './topics';

/** «Помощь»: what one may want to know, a line each. */
export function HelpPage() {
    const { t } = useTranslation();
    useTitle(t('help.title'));
    return (
        <>
            <h1>{t('help.heading')}</h1>
            <p className={css.lead}>{t('help.lead')}</p>
            <ol className={css.topics}>
                {TOPICS.map((topic) => (
                    <li key={topic}>
                        <Link to="/help/$topic" params={{ topic }} className={css.topic}>
                            {t(`help.topic.${topic}`)}
                        </Link>
                        <p>{t(`help.about.${topic}`)}</p>
                    </li>
                ))}
            </ol>
        </>
    );
}

/** One topic, with the others beside it. */
export function TopicPage() {
    const { t } = useTranslation();
    const { topic } = useParams({ from: '/inside/help/$topic' });
    if (!isTopic(topic)) {
        return (
            <>
                <h1>{t('help.missing')}</h1>
                <p className={css.lead}>
                    <Link to="/help">{t('help.all')}</Link>
                </p>
            </>
        );
    }
    return <Read key={topic} topic={topic} />;
}

function Read({ topic }: { topic: Topic }) {
    const { t, i18n } = useTranslation();
    const language = i18n.resolvedLanguage === 'en' ? 'en' : 'ru';
    const query = useQuery({ queryKey: ['help', topic, language], staleTime: Infinity, networkMode: 'always', queryFn: () => textOf(topic, language) });
    useTitle(t(`help.topic.${topic}`));
    const next = TOPICS[TOPICS.indexOf(topic) + 1];
    return (
        <div className={css.columns}>
            <article className={css.text} aria-busy={!query.data}>
                {query.isError ? (
                    <Failure title={t('help.failed')} error={query.error} onRetry={() => void query.refetch()} />
                ) : query.data === undefined ? (
                    <>
                        <h1>{t(`help.topic.${topic}`)}</h1>
                        <p className="sr" role="status">
                            {t('loading')}
                        </p>
                        {[480, 420, 460].map((width) => (
                            <p key={width} aria-hidden="true">
                                <Bone width={width} height={14} />
                            </p>
                        ))}
                    </>
                ) : (
                    <>
                        {blocksOf(query.data).map((block, index) => (
                            // A text does not change its order.
                            // oxlint-disable-next-line react/no-array-index-key
                            <Shown key={index} block={block} />
                        ))}
                        {next && (
                            <p className={css.next}>
                                {t('help.next')}{' '}
                                <Link to="/help/$topic" params={{ topic: next }}>
                                    {t(`help.topic.${next}`)}
                                </Link>
                            </p>
                        )}
                    </>
                )}
            </article>
            <nav aria-label={t('help.others')} className={css.others}>
                <Link to="/help">{t('help.title')}</Link>
                {TOPICS.map((one) => (
                    <Link key={one} to="/help/$topic" params={{ topic: one }} aria-current={one === topic ? 'page' : undefined}>
                        {t(`help.topic.${one}`)}
                    </Link>
                ))}
            </nav>
        </div>
    );
}

function Shown({ block }: { block: Block }) {
    if ('pieces' in block) {
        const Tag = { title: 'h1', heading: 'h2', note: 'p', paragraph: 'p' } as const;
        const As = Tag[block.kind];
        return (
            <As className={block.kind === 'note' ? css.note : undefined}>
                <Pieces pieces={block.pieces} />
            </As>
        );
    }
    const List = block.kind === 'steps' ? 'ol' : 'ul';
    return (
        <List className={block.kind === 'steps' ? css.steps : css.list}>
            {block.items.map((pieces, index) => (
                // oxlint-disable-next-line react/no-array-index-key
                <li key={index}>
                    <Pieces pieces={pieces} />
                </li>
            ))}
        </List>
    );
}

function Pieces({ pieces }: { pieces: Piece[] }) {
    const router = useRouter();
    const known = router.routesByPath as Record<string, unknown>;
    return pieces.map((piece, index) => {
        // oxlint-disable-next-line react/no-array-index-key
        if (piece.kind === 'bold') return <b key={index}>{piece.text}</b>;
        if (piece.kind === 'link' && (piece.to in known || piece.to.startsWith('/help/'))) {
            return (
                // oxlint-disable-next-line react/no-array-index-key
                <Link key={index} to={piece.to as '/'}>
                    {piece.text}
                </Link>
            );
        }
        // oxlint-disable-next-line react/no-array-index-key
        return <Fragment key={index}>{piece.text}</Fragment>;
    });
}
