import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { useProblemText } from '@/shared/useProblemText';
import { plain } from '@/shared/plain';
import { createSegment, type Segment, segmentsQuery } from './api';
import { READY, type ReadyName, readyFor } from './ready';
import { CriteriaWords, SegmentWords } from './SegmentAbout';
import css from './SegmentPicker.module.css';
import { useCatalogue } from './useCatalogue';
import { useListener } from './useListener';

type Props = { onPick: (segment: Segment) => void };

/** «Взять готовый сегмент»: the word and the dialog it opens. */
export function SegmentPicker({ onPick }: Props) {
    const { t } = useTranslation();
    const [opened, setOpened] = useState(false);
    const pick = (segment: Segment) => {
        setOpened(false);
        onPick(segment);
    };
    return (
        <>
            <button type="button" className="act" aria-haspopup="dialog" onClick={() => setOpened(true)}>
                {t('segments.pick.open')}
            </button>
            <Dialog opened={opened} onClose={() => setOpened(false)} width={600} title={t('segments.pick.title')}>
                <Choice onPick={pick} />
            </Dialog>
        </>
    );
}

function Choice({ onPick }: Props) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const segments = useQuery(segmentsQuery);
    const { catalogue } = useCatalogue(null);
    if (segments.isError) {
        return (
            <p role="alert" className={css.refusal}>
                {t('segments.pick.failed')} {problemText(segments.error)}{' '}
                <button type="button" className="act" onClick={() => void segments.refetch()}>
                    {t('again')}
                </button>
            </p>
        );
    }
    if (segments.data?.length === 0) return <ReadyMade names={catalogue ? readyFor(catalogue) : []} onPick={onPick} />;
    return <Saved segments={segments.data} onPick={onPick} />;
}

function Saved({ segments, onPick }: { segments: Segment[] | undefined } & Props) {
    const { t } = useTranslation();
    const [query, setQuery] = useState('');
    const box = useRef<HTMLDivElement>(null);
    useListener(box, 'keydown', (event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        const stops = [...(box.current?.querySelectorAll<HTMLElement>('input, button') ?? [])];
        stops[stops.indexOf(event.target as HTMLElement) + step]?.focus();
    });
    const found = segments?.filter(({ name }) => plain(name).includes(plain(query)));
    return (
        <div ref={box}>
            <TextInput
                data-autofocus
                aria-label={t('segments.pick.find')}
                placeholder={t('segments.pick.find')}
                autoComplete="off"
                value={query}
                onChange={(event) => setQuery(event.target.value)}
                onKeyDown={(event) => {
                    if (event.key === 'Enter' && query.trim() !== '' && found?.[0]) onPick(found[0]);
                }}
            />
            {found?.length === 0 && (
                <p role="status" className={css.said}>
                    {t('segments.pick.none', { query: query.trim() })}
                </p>
            )}
            <ul className={css.list} aria-busy={!found}>
                {found?.map((segment) => (
                    <li key={segment.id}>
                        <button type="button" className={css.one} onClick={() => onPick(segment)}>
                            <b>{segment.name}</b>
                            <span>
                                <SegmentWords segment={segment} />
                            </span>
                        </button>
                    </li>
                )) ??
                    [220, 180, 260].map((width) => (
                        <li key={width} className={css.one} aria-hidden="true">
                            <Bone width={width} height={15} />
                        </li>
                    ))}
            </ul>
        </div>
    );
}

/** What to begin with. Taking one saves it, so that it can be named and changed later. */
function ReadyMade({ names, onPick }: { names: ReadyName[] } & Props) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const taking = useMutation({
        mutationFn: (name: ReadyName) => createSegment({ name: t(`segments.ready.${name}`), criteria: READY[name] }),
        onSuccess: (segment) => {
            void client.invalidateQueries({ queryKey: segmentsQuery.queryKey });
            onPick(segment);
        },
    });
    return (
        <>
            <p>{t('segments.pick.empty')}</p>
            <ul className={css.list}>
                {names.map((name, index) => (
                    <li key={name}>
                        <button
                            type="button"
                            className={css.one}
                            data-autofocus={index === 0 || undefined}
                            onClick={() => {
                                if (!taking.isPending) taking.mutate(name);
                            }}
                        >
                            <b>{t(`segments.ready.${name}`)}</b>
                            <span>
                                <CriteriaWords criteria={READY[name]} />
                            </span>
                        </button>
                    </li>
                ))}
            </ul>
            <div role="alert">{taking.isError && <p className={css.refusal}>{problemText(taking.error)}</p>}</div>
        </>
    );
}
