import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { useProblemText } from '@/shared/useProblemText';
import { type Text, textsQuery } from './api';
import { parse } from './template';
import css from './TextPicker.module.css';

const SEARCHED_FROM = 6;

/** Chooses one of the department's texts, read rather than guessed by its name. */
export function TextPicker({ opened, onClose, onPick }: { opened: boolean; onClose: () => void; onPick: (text: Text) => void }) {
    const { t } = useTranslation();
    return (
        <Dialog opened={opened} onClose={onClose} width={620} title={t('texts.picker.title')}>
            <Choice onPick={onPick} />
            <div className={css.buttons}>
                <Button onClick={onClose}>{t('texts.picker.cancel')}</Button>
            </div>
        </Dialog>
    );
}

function Choice({ onPick }: { onPick: (text: Text) => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const [query, setQuery] = useState('');
    const { data, error, refetch } = useQuery(textsQuery);
    const texts = data?.items;
    const wanted = query.trim().toLowerCase();
    const found = texts?.filter(({ name, text }) => `${name}\n${text}`.toLowerCase().includes(wanted));
    if (error && !texts) {
        return (
            <div role="alert">
                <p className={css.refusal}>{problemText(error)}</p>
                <button type="button" className="act" onClick={() => void refetch()}>
                    {t('again')}
                </button>
            </div>
        );
    }
    return (
        <>
            {texts && texts.length >= SEARCHED_FROM && (
                <TextInput aria-label={t('texts.search')} placeholder={t('texts.search')} value={query} onChange={(event) => setQuery(event.currentTarget.value)} />
            )}
            <ul className={css.list} aria-busy={!texts}>
                {!found && [300, 380, 260].map((width) => (
                    <li key={width} className={css.bone}>
                        <Bone width={width} height={14} />
                    </li>
                ))}
                {found?.map((text) => (
                    <li key={text.id}>
                        <button type="button" onClick={() => onPick(text)}>
                            <b>{text.name}</b>
                            <Snippet text={text.text} />
                        </button>
                    </li>
                ))}
            </ul>
            {found?.length === 0 && <p className="muted">{t(texts?.length === 0 ? 'texts.picker.empty' : 'texts.nothing')}</p>}
        </>
    );
}

/** A text on one or two lines, with its variables marked. */
export function Snippet({ text }: { text: string }) {
    return (
        <span className={css.snippet}>
            {parse(text).map((piece, index) =>
                // Pieces have no names of their own, and they do not move.
                // oxlint-disable-next-line react/no-array-index-key
                piece.kind === 'words' ? <span key={index}>{piece.words}</span> : <i key={index}>{piece.name}</i>,
            )}
        </span>
    );
}
