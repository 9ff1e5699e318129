import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './NewPassword.module.css';

type Props = { label: string; value: string; onChange: (value: string) => void; error?: string | null; classNames?: Record<string, string> };

/** A password one makes up: typed once, and shown on request, which errs less than typing it twice. */
export function NewPassword({ label, value, onChange, error, classNames }: Props) {
    const { t } = useTranslation();
    const [shown, setShown] = useState(false);
    return (
        <TextInput
            name="new-password"
            type={shown ? 'text' : 'password'}
            label={label}
            description={t('password.rule')}
            autoComplete="new-password"
            spellCheck={false}
            required
            withAsterisk={false}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
            error={error}
            {...(classNames ? { classNames } : {})}
            rightSectionWidth={96}
            rightSection={
                <button type="button" className={`act s14 ${css.show}`} aria-pressed={shown} onClick={() => setShown(!shown)}>
                    {shown ? t('password.hide') : t('password.show')}
                </button>
            }
        />
    );
}
