import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { freshKey } from '@/shared/api';
import { Dialog } from '@/shared/Dialog';
import { Refusal } from '@/shared/Form';
import { useProblemText } from '@/shared/useProblemText';
import { type Choice, decide, type Verdict, type Whom } from './api';
import css from './Uncertain.module.css';

const CHOICES = ['send_again', 'give_up'] as const satisfies readonly Choice[];

type Props = { whom: Whom | null; onClose: () => void; onDecided: (verdict: Verdict) => void; onRefused: () => void };

/** Both choices may be wrong, so each says what it risks, and none is made beforehand. */
export function DecideDialog({ whom, onClose, onDecided, onRefused }: Props) {
    const { t } = useTranslation();
    const count = whom === null ? 0 : 'messages' in whom ? whom.messages.length : whom.seen;
    return (
        <Dialog opened={whom !== null} onClose={onClose} width={520} title={t('operators.uncertain.dialog.title', { count })}>
            {whom && <Deciding whom={whom} count={count} onClose={onClose} onDecided={onDecided} onRefused={onRefused} />}
        </Dialog>
    );
}

function Deciding({ whom, count, onClose, onDecided, onRefused }: Props & { whom: Whom; count: number }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const [choice, setChoice] = useState<Choice | null>(null);
    const [missing, setMissing] = useState(false);
    // A second press, or a try after a lost line, is the same decision; another choice is another one.
    const [keys] = useState(() => ({ send_again: freshKey(), give_up: freshKey() }));
    const deciding = useMutation({ mutationFn: (what: Choice) => decide(what, whom, keys[what]), onSuccess: onDecided, onError: onRefused });
    const submit = () => {
        setMissing(choice === null);
        if (choice !== null && !deciding.isPending) deciding.mutate(choice);
    };
    return (
        <form
            noValidate
            onSubmit={(event) => {
                event.preventDefault();
                submit();
            }}
        >
            <fieldset className={css.choices}>
                <legend className="sr">{t('operators.uncertain.dialog.legend')}</legend>
                {CHOICES.map((one, index) => (
                    <label key={one} className={css.choice}>
                        <input
                            type="radio"
                            name="choice"
                            data-autofocus={index === 0 || undefined}
                            checked={choice === one}
                            onChange={() => {
                                setChoice(one);
                                setMissing(false);
                            }}
                        />
                        <span>
                            {t(`operators.uncertain.dialog.${one}`)}
                            <small>{t(`operators.uncertain.dialog.${one}Risk`)}</small>
                        </span>
                    </label>
                ))}
            </fieldset>
            <p className={css.note}>{t('operators.uncertain.dialog.note')}</p>
            <Refusal>{missing ? t('operators.uncertain.dialog.missing') : deciding.isError && problemText(deciding.error)}</Refusal>
            <div className="buttons">
                <Button onClick={onClose}>{t('operators.uncertain.dialog.keep')}</Button>
                <Button type="submit" variant="filled" aria-disabled={deciding.isPending}>
                    {deciding.isPending
                        ? t('operators.uncertain.dialog.busy')
                        : choice === null
                          ? t('operators.uncertain.dialog.decide')
                          : t(`operators.uncertain.dialog.${choice}Button`, { count })}
                </Button>
            </div>
        </form>
    );
}
