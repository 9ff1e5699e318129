import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Option } from './api';
import css from './Fields.module.css';
import { keyOf } from './keyOf';

export const blankOption = (): Option => ({ code: '', titleRu: '', titleEn: '' });

type Props = { options: readonly Option[]; onChange: (options: readonly Option[]) => void; error: string | null | false; told: (pointer: string) => string | null };

/** The values to choose from, one a line. The code follows the title until somebody writes one. */
export function Options({ options, onChange, error, told }: Props) {
    const { t } = useTranslation();
    const set = (index: number, change: Partial<Option>) => onChange(options.map((one, at) => (at === index ? { ...one, ...change } : one)));
    return (
        <fieldset className={css.options}>
            <legend>{t('fields.options.legend')}</legend>
            {options.map((option, index) => {
                const suggested = (title: string) => (option.code === keyOf(option.titleEn) ? { code: keyOf(title) } : {});
                return (
                    // Lines have no name of their own while they are written.
                    <div key={index} className={css.option} role="group" aria-label={t('fields.options.nth', { number: index + 1 })}>
                        <TextInput label={t('fields.options.titleRu')} autoComplete="off" value={option.titleRu} onChange={(event) => set(index, { titleRu: event.currentTarget.value })} error={told(`/options/${index}/titleRu`) ?? told(`/options/${index}`)} />
                        <TextInput
                            label={t('fields.options.titleEn')}
                            autoComplete="off"
                            value={option.titleEn}
                            onChange={(event) => set(index, { titleEn: event.currentTarget.value, ...suggested(event.currentTarget.value) })}
                            error={told(`/options/${index}/titleEn`)}
                        />
                        <TextInput label={t('fields.options.code')} autoComplete="off" spellCheck={false} value={option.code} onChange={(event) => set(index, { code: event.currentTarget.value })} error={told(`/options/${index}/code`)} />
                        <button type="button" className="act" aria-label={t('fields.options.dropNth', { number: index + 1 })} onClick={() => onChange(options.filter((_, at) => at !== index))}>
                            {t('fields.options.drop')}
                        </button>
                    </div>
                );
            })}
            {error && (
                <p className={css.wrong} role="alert">
                    {error}
                </p>
            )}
            <Button size="compact" onClick={() => onChange([...options, blankOption()])}>
                {t('fields.options.add')}
            </Button>
        </fieldset>
    );
}
