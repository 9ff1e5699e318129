import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { beside } from '@/shared/Form';
import { held, OptionField, SecretField } from '@/shared/Option';
import type { Kind, Source } from './api';
import type { StepProps } from './SourceForm';

/** Where the other system is, as its kind asks for it. */
export function ConnectStep({ draft, onChange, told, kinds, kind, source }: StepProps & { kinds: readonly Kind[]; kind: Kind; source: Source | null }) {
    const { t } = useTranslation();
    return (
        <>
            {source === null && kinds.length > 1 && (
                <NativeSelect
                    classNames={beside}
                    label={t('sources.connect.kind')}
                    description={t('sources.connect.kindHelp')}
                    value={draft.kind}
                    onChange={(event) => {
                        const chosen = event.currentTarget.value;
                        onChange((before) => ({ ...before, kind: chosen, options: {}, secret: '', entity: '', key: '', changed: null, mapping: [] }));
                    }}
                    data={kinds.map((one) => ({ value: one.kind, label: one.title }))}
                    error={told('/kind')}
                />
            )}
            {kind.options.map((option) =>
                option.type === 'secret' ? (
                    <SecretField
                        key={`${kind.kind} ${option.key}`}
                        option={option}
                        value={draft.secret}
                        kept={source?.hasSecret ?? false}
                        onChange={(secret) => onChange((before) => ({ ...before, secret }))}
                        error={told('/secret')}
                    />
                ) : (
                    <OptionField
                        key={`${kind.kind} ${option.key}`}
                        option={option}
                        value={held(option, draft.options)}
                        onChange={(value) => onChange((before) => ({ ...before, options: { ...before.options, [option.key]: value } }))}
                        error={told(`/options/${option.key}`)}
                    />
                ),
            )}
        </>
    );
}
