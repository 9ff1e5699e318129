import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { beside } from './Form';
import css from './Option.module.css';

/** Something that a kind of connection or source asks for, as the server describes it. */
export type Option = {
    key: string;
    title: string;
    help: string;
    type: 'text' | 'lines' | 'number' | 'choice' | 'yes_no' | 'secret';
    /** What counts when nothing is given. */
    default: string | null;
    required: boolean;
    choices: readonly { code: string; title: string }[];
    /** The least and the greatest number, where the server tells them. */
    min?: number | null;
    max?: number | null;
};

/** What stands in the field of an option: what was given, else what counts without. */
export function held(option: Option, options: Readonly<Record<string, string>>): string {
    return options[option.key] ?? option.default ?? '';
}

/** What is wrong with the options, by JSON pointer; only those that are wrong. A secret of null is one that is kept. */
export function useWrongOptions(): (asked: readonly Option[], options: Readonly<Record<string, string>>, secret: string | null) => Record<string, string> {
    const { t } = useTranslation();
    return (asked, options, secret) => {
        const wrong: Record<string, string> = {};
        for (const option of asked) {
            const { key, type, required, min = null, max = null } = option;
            const value = held(option, options);
            if (type === 'secret') {
                if (required && secret?.trim() === '') wrong['/secret'] = t('option.empty');
            } else if (required && value.trim() === '') {
                wrong[`/options/${key}`] = t('option.empty');
            } else if (type === 'number' && value !== '' && notWhole(value, min, max)) {
                wrong[`/options/${key}`] = min !== null && max !== null ? t('option.number', { min: String(min), max: String(max) }) : t('option.whole');
            }
        }
        return wrong;
    };
}

type FieldProps = { option: Option; value: string; onChange: (value: string) => void; error: string | null };

/** The field of an option that is no secret, with its help beside it. */
export function OptionField({ option, value, onChange, error }: FieldProps) {
    const { t } = useTranslation();
    const common = { classNames: beside, label: option.title, description: option.help, error, value };
    const change = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
    if (option.type === 'choice') {
        return (
            <NativeSelect
                {...common}
                onChange={change}
                data={[
                    ...(option.required || value !== '' ? [] : [{ value: '', label: t('option.notChosen') }]),
                    ...option.choices.map(({ code, title }) => ({ value: code, label: title })),
                ]}
            />
        );
    }
    if (option.type === 'yes_no') {
        return (
            <NativeSelect
                {...common}
                value={value === 'true' ? 'true' : 'false'}
                onChange={change}
                data={[
                    { value: 'true', label: t('option.yes') },
                    { value: 'false', label: t('option.no') },
                ]}
            />
        );
    }
    if (option.type === 'lines') {
        return <Textarea {...common} onChange={change} rows={4} autoComplete="off" spellCheck={false} />;
    }
    return <TextInput {...common} onChange={change} autoComplete="off" spellCheck={false} {...(option.type === 'number' ? { inputMode: 'numeric' as const } : {})} />;
}

/** A secret is never shown again: it is set (`value` is null), or it is replaced. `kept` says that there is one. */
export function SecretField({ option, value, kept, onChange, error }: { option: Option; value: string | null; kept: boolean; onChange: (value: string | null) => void; error: string | null }) {
    const { t } = useTranslation();
    if (value === null) {
        return (
            <div className={beside.root}>
                <span className={beside.label}>{option.title}</span>
                <p className={`${beside.wrapper} ${css.secret}`}>
                    {t('option.secretSet')}
                    <button type="button" className="act" onClick={() => onChange('')}>
                        {t('option.secretReplace')}
                    </button>
                </p>
                <span className={beside.description}>{t('option.secretHelp')}</span>
                {error !== null && <span className={beside.error}>{error}</span>}
            </div>
        );
    }
    return (
        <TextInput
            type="password"
            classNames={beside}
            label={option.title}
            description={option.help}
            autoComplete="new-password"
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            error={error}
            autoFocus={kept}
            {...(kept
                ? {
                      rightSectionWidth: 160,
                      rightSection: (
                          <button type="button" className="act s14" onClick={() => onChange(null)}>
                              {t('option.secretKeep')}
                          </button>
                      ),
                  }
                : {})}
        />
    );
}

/** A number as people write it: "50 000". */
export function whole(text: string): number {
    return Number(text.replaceAll(/\s/g, ''));
}

/** Whether a text is no whole number within these bounds. */
export function notWhole(text: string, min: number | null, max: number | null): boolean {
    const number = whole(text);
    return text.trim() === '' || !Number.isInteger(number) || (min !== null && number < min) || (max !== null && number > max);
}

/** An hour of the day as people write it: "9:00". Null when it is none; empty stays empty. */
export function hour(text: string): string | null {
    if (text.trim() === '') return '';
    const found = /^\s*(?<hours>[01]?\d|2[0-3]):(?<minutes>[0-5]\d)\s*$/.exec(text)?.groups;
    return found ? `${found.hours?.padStart(2, '0')}:${found.minutes}` : null;
}
