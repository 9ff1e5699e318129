import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { Bone } from '@/shared/Bone';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useTitle } from '@/shared/useTitle';
import { type Text, textsQuery } from './api';
import { Snippet } from './TextPicker';
import css from './TextsPage.module.css';
import { useStarters } from './useStarters';

const WAITING = [220, 180, 260, 200, 240];

/** «Шаблоны»: texts the department keeps, to be read at a glance. */
export function TextsPage() {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const writer = can(useSession(), 'texts.write');
    const { data, error, isLoadingError, refetch } = useQuery(textsQuery);
    const [query, setQuery] = useState('');
    useTitle(t('texts.title'));

    if (isLoadingError) return <Failure title={t('texts.failed')} error={error} onRetry={() => void refetch()} />;
    const texts = data?.items;
    if (texts?.length === 0) return <Starters writer={writer} />;
    const wanted = query.trim().toLowerCase();
    const found = texts?.filter(({ name, text, sender }) => `${name}\n${text}\n${sender ?? ''}`.toLowerCase().includes(wanted));
    return (
        <>
            <header className={css.bar}>
                <h1>{t('texts.title')}</h1>
                {writer && (
                    <Button variant="filled" onClick={() => void navigate({ to: '/texts/new' })}>
                        {t('texts.new')}
                    </Button>
                )}
            </header>
            <TextInput
                className={css.search ?? ''}
                type="search"
                aria-label={t('texts.search')}
                placeholder={t('texts.search')}
                value={query}
                onChange={(event) => setQuery(event.currentTarget.value)}
            />
            {!texts && (
                <p className="sr" role="status">
                    {t('loading')}
                </p>
            )}
            {found?.length === 0 ? (
                <p className={css.nothing} role="status">
                    {t('texts.nothing')}
                </p>
            ) : (
                <table className={`ledger list fold ${css.list}`} role="table" aria-busy={!texts}>
                    <caption className="sr">{t('texts.title')}</caption>
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">{t('texts.column.name')}</th>
                            <th role="columnheader">{t('texts.column.text')}</th>
                            <th role="columnheader">{t('texts.column.kind')}</th>
                            <th role="columnheader">{t('texts.column.sender')}</th>
                            <th role="columnheader">{t('texts.column.when')}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        {found
                            ? found.map((text) => <Row key={text.id} text={text} />)
                            : WAITING.map((width) => (
                                  <tr key={width} role="row" aria-hidden="true">
                                      {[width, width + 121, 80, 90, 110].map((bone) => (
                                          <td key={bone} role="cell">
                                              <Bone width={bone} height={14} />
                                          </td>
                                      ))}
                                  </tr>
                              ))}
                    </tbody>
                </table>
            )}
        </>
    );
}

function Row({ text }: { text: Text }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <tr role="row">
            <td role="cell">
                <Link to="/texts/$id" params={{ id: text.id }} className={css.name}>
                    {text.name}
                </Link>
            </td>
            <td role="cell">
                <Snippet text={text.text} />
            </td>
            <td role="cell" className="muted s14">
                {t(`texts.kind.${text.messageClass}`)}
            </td>
            <td role="cell" className="muted s14">
                {text.sender}
            </td>
            <td role="cell" className="muted s14">
                <time dateTime={text.changedAt}>{format.moment(text.changedAt)}</time>
            </td>
        </tr>
    );
}

/** Nothing kept yet: ready texts to begin with. */
function Starters({ writer }: { writer: boolean }) {
    const { t } = useTranslation();
    const navigate = useNavigate();
    const starters = useStarters();
    return (
        <>
            <h1>{t('texts.empty.title')}</h1>
            <p className={css.lead}>{writer ? t('texts.empty.text') : t('texts.empty.reader')}</p>
            {writer && (
                <>
                    <ul className={css.starters}>
                        {starters.map(({ key, name, text }) => (
                            <li key={key}>
                                <div>
                                    <h2>{name}</h2>
                                    <Snippet text={text} />
                                </div>
                                <Link to="/texts/new" search={{ starter: key }} aria-label={t('texts.empty.use', { name })}>
                                    {t('texts.empty.take')}
                                </Link>
                            </li>
                        ))}
                    </ul>
                    <Button variant="filled" onClick={() => void navigate({ to: '/texts/new' })}>
                        {t('texts.empty.own')}
                    </Button>
                </>
            )}
        </>
    );
}
