import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { call } from '@/shared/api';
import { useProblemText } from '@/shared/useProblemText';
import { usePlaces } from './places';
import css from './Search.module.css';

const PAUSE = 200;
/** The server sends so many of a kind; when it does, there may be more. */
const OF_A_KIND = 5;
const KINDS = ['campaign', 'segment', 'text', 'client'] as const;
const ADDRESS = { campaign: '/campaigns/', segment: '/segments/', text: '/texts/', client: '/recipients/' };

type Hit = { key: string; to: string; title: string; hint: string | null; group: 'page' | (typeof KINDS)[number] };

/** Ctrl+K: pages by name at once, and campaigns, segments, texts and clients as the server finds them. */
export function Search({ opened, onClose }: { opened: boolean; onClose: () => void }) {
    const { t } = useTranslation();
    const [text, setText] = useState('');
    const field = useRef<HTMLInputElement>(null);
    useEffect(() => {
        if (!opened) return;
        // Who types on right after the shortcut is faster than the field comes.
        const early = (event: globalThis.KeyboardEvent) => {
            if (event.target === field.current || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
            event.preventDefault();
            setText((before) => before + event.key);
        };
        window.addEventListener('keydown', early);
        return () => {
            window.removeEventListener('keydown', early);
            setText('');
        };
    }, [opened]);
    return (
        <Modal.Root opened={opened} onClose={onClose} size={600} yOffset="12vh" transitionProps={{ transition: 'fade', duration: 160 }} classNames={{ content: css.content ?? '' }}>
            <Modal.Overlay className={css.overlay ?? ''} />
            <Modal.Content aria-label={t('frame.search.title')}>
                <Modal.Body className={css.body ?? ''}>{opened && <Finder field={field} text={text} setText={setText} onClose={onClose} />}</Modal.Body>
            </Modal.Content>
        </Modal.Root>
    );
}

type FinderProps = { field: RefObject<HTMLInputElement | null>; text: string; setText: (text: string) => void; onClose: () => void };

function Finder({ field, text, setText, onClose }: FinderProps) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const router = useRouter();
    const list = useId();
    useEffect(() => field.current?.focus(), [field]);
    const [chosen, setChosen] = useState(0);
    const asked = useLate(text.trim());
    const found = useQuery({
        queryKey: ['search', asked],
        enabled: asked.length > 1,
        staleTime: 10_000,
        queryFn: ({ signal }) => call('GET /search', { query: { query: asked }, signal }),
    });
    const pages = usePages(text);
    const things: Hit[] =
        asked.length > 1 && text.trim() !== ''
            ? KINDS.flatMap((kind) =>
                  (found.data?.items ?? [])
                      .filter((item) => item.kind === kind)
                      .map((item) => ({ key: `${kind}:${item.id}`, to: ADDRESS[kind] + encodeURIComponent(item.id), title: item.title, hint: item.hint, group: kind })),
              )
            : [];
    const more: Hit[] =
        things.filter(({ group }) => group === 'client').length < OF_A_KIND
            ? []
            : [{ key: 'more', to: `/recipients?${new URLSearchParams({ q: asked }).toString()}`, title: t('frame.search.allClients', { query: asked }), hint: null, group: 'client' }];
    const hits = [...pages, ...things, ...more];
    const at = Math.min(chosen, hits.length - 1);
    const counting = text.trim().length > 1 && (asked !== text.trim() || found.isFetching);
    const go = (hit: Hit | undefined) => {
        if (!hit) return;
        onClose();
        router.history.push(hit.to);
    };
    const press = (event: KeyboardEvent) => {
        const last = hits.length - 1;
        const next = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
        if (event.key === 'Enter') go(hits[at]);
        else if (next === undefined || ((event.key === 'Home' || event.key === 'End') && text !== '')) return;
        else setChosen(next);
        event.preventDefault();
    };
    return (
        <>
            <input
                ref={field}
                className={css.input}
                role="combobox"
                data-autofocus
                aria-label={t('frame.search.title')}
                aria-expanded={hits.length > 0}
                aria-controls={list}
                aria-autocomplete="list"
                aria-activedescendant={hits[at] ? `${list}-${at}` : undefined}
                placeholder={t('frame.search.placeholder')}
                autoComplete="off"
                spellCheck={false}
                value={text}
                onChange={(event) => {
                    setText(event.target.value);
                    setChosen(0);
                }}
                onKeyDown={press}
            />
            <div id={list} role="listbox" aria-label={t('frame.search.results')} className={css.hits} data-empty={hits.length === 0 || undefined}>
                {hits.map((hit, index) => (
                    // The keyboard's way is the field's; a pointer may press a line.
                    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
                    <div
                        key={hit.key}
                        id={`${list}-${index}`}
                        role="option"
                        tabIndex={-1}
                        aria-selected={index === at}
                        data-first={hits[index - 1]?.group !== hit.group || undefined}
                        onPointerMove={() => setChosen(index)}
                        onClick={() => go(hit)}
                    >
                        <span className={css.group}>{hits[index - 1]?.group === hit.group ? '' : t(`frame.search.group.${hit.group}`)}</span>
                        <span className={css.title}>{hit.title}</span>
                        <span className={css.hint}>{hit.hint}</span>
                    </div>
                ))}
            </div>
            <p className={css.said} role="status">
                {found.isError
                    ? problemText(found.error)
                    : counting
                      ? t('frame.search.busy')
                      : hits.length === 0
                        ? t('frame.search.none')
                        : text.trim().length < 2
                          ? t('frame.search.hint')
                          : t(more.length > 0 ? 'frame.search.some' : 'frame.search.count', { count: hits.length - more.length })}
            </p>
        </>
    );
}

/** The pages whose name begins like that, or has a word that does. */
function usePages(text: string): Hit[] {
    const { t } = useTranslation();
    const places = usePlaces(useSession());
    const wanted = plain(text);
    const pages: Hit[] = [
        ...places.map(({ key, to }) => ({ key, to, title: t(`frame.place.${key}`), hint: null, group: 'page' as const })),
        { key: 'profile', to: '/profile', title: t('frame.profile'), hint: null, group: 'page' },
        { key: 'help', to: '/help', title: t('frame.help'), hint: null, group: 'page' },
    ];
    return pages.filter(({ title }) => wanted === '' || plain(title).split(/\s+/).some((word) => word.startsWith(wanted)) || plain(title).startsWith(wanted));
}

function plain(text: string): string {
    // Without accents: nobody types the dots of a Russian letter.
    return text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** The value once it has been still for a moment. */
function useLate(value: string): string {
    const [late, setLate] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setLate(value), PAUSE);
        return () => clearTimeout(timer);
    }, [value]);
    return late;
}
