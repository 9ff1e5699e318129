import { TextInput } from '@mantine/core';
import { type ReactNode, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldLeaf } from './criteria';
import type { Field } from './fields';
import { fieldTitle, isAge, sayState } from './fieldWords';
import { DECILES, isDay, isNumber, isWhole, needsOf, numberOf, OLDEST, operatorOf, operatorsOf } from './leaf';
import css from './Picker.module.css';
import { useListener } from './useListener';
import { useSpeaker } from './useSpeaker';

type Props = { field: Field; leaf: FieldLeaf; onLeaf: (leaf: FieldLeaf) => void; button: ReactNode };

/** What was typed, as it was typed. One comparison hands it to the next. */
type Typed = { first: string; second: string; days: string };

const shown = (value: unknown): string => (typeof value === 'number' || typeof value === 'string' ? String(value) : '');

/** Numbers, money, days, yes and no: one comparison out of several, with what it compares to beside it. */
export function CompareValue({ field, leaf, onLeaf, button }: Props) {
    const { t } = useTranslation();
    const speaker = useSpeaker();
    const name = useId();
    const form = useRef<HTMLDivElement>(null);
    const asTyped = (value: unknown) => (speaker.language === 'ru' ? shown(value).replace('.', ',') : shown(value));
    const [typed, setTyped] = useState<Typed>({ first: asTyped(leaf.value ?? leaf.from), second: asTyped(leaf.to), days: shown(leaf.days) });
    const operator = operatorOf(leaf);

    const tell = (is: string, next: Typed) => {
        setTyped(next);
        const number = (text: string) => numberOf(text, speaker.language) ?? undefined;
        const base = { field: leaf.field, is };
        switch (needsOf(field.type, is)) {
            case 'number':
                return onLeaf({ ...base, value: number(next.first) });
            case 'numbers':
            case 'ages':
            case 'deciles':
                return onLeaf({ ...base, from: number(next.first), to: number(next.second) });
            case 'day':
                return onLeaf({ ...base, value: next.first });
            case 'dayRange':
                return onLeaf({ ...base, from: next.first, to: next.second });
            case 'days':
                return onLeaf({ ...base, days: /^\d{1,5}$/.test(next.days.trim()) ? Number(next.days) : undefined });
            default:
                return onLeaf(base);
        }
    };
    // Whoever pressed a comparison wants to type next; whoever walks through them with the arrows does not yet.
    useListener(form, 'click', (event) => {
        const target = event.target as HTMLElement;
        if (target.closest('label') === null && !(target.matches('[type=radio]') && event.detail > 0)) return;
        setTimeout(() => form.current?.querySelector<HTMLInputElement>('input:not([type=radio])')?.focus());
    });
    return (
        <>
            <div ref={form} role="radiogroup" aria-label={t('segments.how.label')} className={css.compare}>
                {operatorsOf(field).map((one) => {
                    const phrase = phraseOf(speaker, field, one, one === operator ? typed.days : '');
                    const on = one === operator;
                    return (
                        <div key={one} className={css.row} data-on={on || undefined}>
                            <input
                                id={`${name}-${one}`}
                                type="radio"
                                name={name}
                                checked={on}
                                data-autofocus={(on && needsOf(field.type, one) === 'nothing') || undefined}
                                onChange={() => tell(one, typed)}
                            />
                            <label htmlFor={`${name}-${one}`} className={on ? 'sr' : undefined}>
                                {phrase}
                            </label>
                            {on && <Slots field={field} operator={one} phrase={phrase} typed={typed} onTyped={(next) => tell(one, next)} />}
                        </div>
                    );
                })}
            </div>
            <p className={css.note} role="status">
                {complaint(speaker, field, operator, leaf, typed)}
            </p>
            <div className={css.foot}>{button}</div>
        </>
    );
}

type Speaker = ReturnType<typeof useSpeaker>;

/** The words of a comparison; dots stand where something is typed. */
function phraseOf(speaker: Speaker, field: Field, operator: string, days: string): string {
    const { t } = speaker;
    switch (needsOf(field.type, operator)) {
        case 'number':
        case 'numbers':
            return t(`segments.number.${operator as 'gt'}`) + (field.type === 'money' ? '\u00a0₽' : '');
        case 'day':
        case 'dayRange':
            return t(`segments.day.${operator as 'before'}`);
        case 'deciles':
            return t('segments.number.decile_between');
        case 'ages':
            return t(isAge(field, operator) ? 'segments.age.between' : 'segments.age.ago');
        case 'days':
            return t(`segments.days.${operator as 'within_days'}`, { count: /^\d+$/.test(days) ? Number(days) : 5 });
        default:
            return sayState(speaker, field, operator, fieldTitle(speaker, field));
    }
}

function Slots({ field, operator, phrase, typed, onTyped }: { field: Field; operator: string; phrase: string; typed: Typed; onTyped: (typed: Typed) => void }) {
    const { t } = useTranslation();
    const needs = needsOf(field.type, operator);
    const slots: (keyof Typed)[] = needs === 'days' ? ['days'] : ['first', 'second'];
    const day = needs === 'day' || needs === 'dayRange';
    return phrase.split('…').map((words, index) => {
        const slot = slots[index - 1];
        const key = slot ?? 'words';
        return (
            <span key={key} className={css.slots}>
                {slot && (
                    <TextInput
                        data-autofocus={index === 1 || undefined}
                        type={day ? 'date' : 'text'}
                        min={day ? '1900-01-01' : undefined}
                        max={day ? '2100-12-31' : undefined}
                        inputMode={needs === 'days' ? 'numeric' : 'decimal'}
                        className={css.slot ?? ''}
                        data-wide={day || undefined}
                        aria-label={t(`segments.slot.${slot === 'second' ? 'to' : slot === 'days' ? 'days' : needs === 'number' || needs === 'day' ? 'value' : 'from'}`)}
                        autoComplete="off"
                        value={typed[slot]}
                        onChange={(event) => onTyped({ ...typed, [slot]: event.target.value })}
                    />
                )}
                {words.trim() !== '' && <span aria-hidden="true">{words.trim()}</span>}
            </span>
        );
    });
}

const outside = ({ from, to }: FieldLeaf, least: number, most: number) => [from, to].some((bound) => bound !== undefined && !isWhole(bound, least, most));
const reversed = ({ from, to }: FieldLeaf) => isNumber(from) && isNumber(to) && from > to;

/** Why it is not finished, when something was typed that cannot be meant. */
function complaint({ t, language }: Speaker, field: Field, operator: string, leaf: FieldLeaf, typed: Typed): string {
    const wrong = (text: string) => text.trim() !== '' && numberOf(text, language) === null;
    switch (needsOf(field.type, operator)) {
        case 'number':
            return wrong(typed.first) ? t('segments.value.notNumber') : '';
        case 'numbers':
            if (wrong(typed.first) || wrong(typed.second)) return t('segments.value.notNumber');
            return reversed(leaf) ? t('segments.value.reversed') : '';
        case 'ages':
            return outside(leaf, 0, OLDEST) ? t('segments.value.notAge') : reversed(leaf) ? t('segments.value.reversed') : '';
        case 'deciles':
            return outside(leaf, 1, DECILES) ? t('segments.value.notDecile') : reversed(leaf) ? t('segments.value.reversed') : t('segments.value.tenths');
        case 'dayRange':
            return isDay(leaf.from) && isDay(leaf.to) && leaf.from > leaf.to ? t('segments.value.reversed') : '';
        case 'days':
            return typed.days.trim() !== '' && (leaf.days === undefined || Number(leaf.days) > 36_500) ? t('segments.value.notDays') : '';
        default:
            return '';
    }
}
