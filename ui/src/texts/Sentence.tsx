import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { MessageClass } from '@/audience';
import { textsQuery, type Wording } from './api';
import { Chip } from './Chip';
import css from './Sentence.module.css';

const CLASSES = ['advertising', 'service', 'transactional'] as const satisfies MessageClass[];
/** What phones and operators take for a name: Latin letters and digits, or a number. */
const SENDER = /^(?:[A-Za-z0-9 ._-]{1,11}|\+?\d{3,15})$/;
/** The words by which a client says no, in either alphabet. */
const OPT_OUT = /(?<!\p{L})(?:стоп|отпис\p{L}*|stop|unsubscribe)(?!\p{L})/iu;

type Props = { wording: Wording; onChange: (changes: Partial<Wording>) => void; onOptOut: (words: string) => void };

/** As what the message goes, and in whose name: a sentence rather than a form, and what follows from it. */
export function Sentence({ wording, onChange, onOptOut }: Props) {
    const { t } = useTranslation();
    const { messageClass, sender, text } = wording;
    const [open, setOpen] = useState<'kind' | 'sender' | null>(null);
    const says = OPT_OUT.test(text);
    const chip = (which: 'kind' | 'sender') => ({
        open: open === which,
        onToggle: () => setOpen(open === which ? null : which),
        onClose: () => setOpen(null),
    });
    const decide = (changes: Partial<Wording>) => {
        setOpen(null);
        onChange(changes);
    };
    return (
        <>
            <div className={css.meta}>
                <Trans
                    t={t}
                    i18nKey={sender === null ? 'editor.sentence.unnamed' : 'editor.sentence.named'}
                    values={{ kind: t(`editor.class.${messageClass}`), sender: sender ?? '' }}
                    components={{
                        kind: <Chip {...chip('kind')} label={t('editor.kind.label')} question={<Kinds messageClass={messageClass} onPick={(next) => decide({ messageClass: next })} />} />,
                        sender: <Chip {...chip('sender')} label={t('editor.sender.label')} question={<Sender sender={sender} onPick={(next) => decide({ sender: next })} />} />,
                    }}
                />
            </div>
            <p className={css.rules}>
                {t(`editor.rules.${messageClass}`)}{' '}
                {messageClass === 'advertising' &&
                    (says ? (
                        t('editor.optOut.there')
                    ) : (
                        <span className={css.needs}>
                            {t('editor.optOut.missing')}{' '}
                            <button type="button" className="act s14" onClick={() => onOptOut(t('editor.optOut.words'))}>
                                {t('editor.optOut.add')}
                            </button>
                        </span>
                    ))}
            </p>
        </>
    );
}

function Kinds({ messageClass, onPick }: { messageClass: MessageClass; onPick: (next: MessageClass) => void }) {
    const { t } = useTranslation();
    return (
        <ul className={css.kinds}>
            {CLASSES.map((one) => (
                <li key={one}>
                    <button type="button" aria-pressed={one === messageClass} data-first={one === messageClass || undefined} onClick={() => onPick(one)}>
                        <b>{t(`editor.kind.${one}`)}</b>
                        <span>{t(`editor.kindHelp.${one}`)}</span>
                    </button>
                </li>
            ))}
        </ul>
    );
}

function Sender({ sender, onPick }: { sender: string | null; onPick: (next: string | null) => void }) {
    const { t } = useTranslation();
    const known = useId();
    const [name, setName] = useState(sender ?? '');
    const [wrong, setWrong] = useState(false);
    const { data } = useQuery(textsQuery);
    const used = [...new Set((data?.items ?? []).flatMap((text) => (text.sender === null ? [] : [text.sender])))];
    const submit = (event: FormEvent) => {
        event.preventDefault();
        const next = name.trim();
        if (next === '' || SENDER.test(next)) onPick(next === '' ? null : next);
        else setWrong(true);
    };
    return (
        <form onSubmit={submit} noValidate>
            <TextInput
                label={t('editor.sender.name')}
                value={name}
                list={known}
                maxLength={16}
                autoComplete="off"
                spellCheck={false}
                error={wrong && t('editor.sender.wrong')}
                onChange={(event) => {
                    setName(event.currentTarget.value);
                    setWrong(false);
                }}
            />
            <datalist id={known}>
                {used.map((one) => (
                    <option key={one} value={one}>
                        {one}
                    </option>
                ))}
            </datalist>
            <p className={css.help}>{t('editor.sender.help')}</p>
            <div className={css.buttons}>
                <Button type="submit" size="compact">
                    {t('editor.done')}
                </Button>
            </div>
        </form>
    );
}
